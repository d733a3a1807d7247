package dev.handoff.matrix;

import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.sandbox.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One thing that goes wrong with a call.
 *
 * @param side the only side on which it is met, or null
 * @param fault what the simulated Zoho does; null when the network does it
 * @param network what the network does; null when Zoho does it
 * @param told what the record of a parked handoff has to quote
 */
record Trouble(
    String name,
    Meaning meaning,
    Side side,
    Fault fault,
    Misrouting.Way network,
    List<String> told) {

  /** What it means for the request. */
  enum Meaning {
    /** The token was rejected; a new one works. */
    TOKEN,
    /** Certainly not carried out. */
    NOT_DONE,
    /** Certainly not carried out, and Zoho says how long to wait. */
    TOLD_TO_WAIT,
    /** Nobody can tell, and it was not carried out. */
    UNCLEAR,
    /** The same, and Zoho says how long to wait. */
    UNCLEAR_TOLD,
    /** Nobody can tell, and it was carried out. */
    UNCLEAR_DONE,
    /** No, for ever. */
    REFUSED,
    /** Zoho does not know the contact that the request names. */
    UNKNOWN,
    /** It exists already. */
    DUPLICATE
  }

  /** The client's patience with one answer in these runs. */
  static final Duration PATIENCE = Duration.ofMillis(1500);

  static final int MINUTE = 60;

  private static final String PAGE = "<html><body><h1>Sorry</h1></body></html>";
  private static final List<Trouble> ALL = new ArrayList<>();

  static {
    tokens();
    busy();
    outages();
    unreachable();
    deskRefusals();
    salesIqRefusals();
  }

  static List<Trouble> all() {
    return List.copyOf(ALL);
  }

  /** Whether the gateway, told to wait, asks that side nothing for a while. */
  boolean stopsEveryCall() {
    return name.startsWith("429") || name.startsWith("1023");
  }

  boolean isMetBy(Call call) {
    if (meaning == Meaning.DUPLICATE) {
      return call == Call.CONTACT_CREATE;
    }
    if (fault != null && fault.kind() == Kind.CUT_BODY && call == Call.CONTACT_SEARCH) {
      return false; // Its answer has no body here: the search finds nobody.
    }
    return side == null || side == call.side;
  }

  private static void tokens() {
    add("401 INVALID_OAUTH", Meaning.TOKEN, Side.DESK, desk(401, "INVALID_OAUTH"));
    add("401 UNAUTHORIZED", Meaning.TOKEN, Side.DESK, desk(401, "UNAUTHORIZED"));
    for (int status : List.of(200, 400, 401)) {
      add("1008, HTTP " + status, Meaning.TOKEN, Side.SALESIQ, salesIq(status, 1008, ""));
      add("1002, HTTP " + status, Meaning.TOKEN, Side.SALESIQ, salesIq(status, 1002, ""));
    }
    add("401 with a text only", Meaning.TOKEN, null, Fault.answer(401, "Unauthorized"));
    add(
        "400 with words about the token",
        Meaning.TOKEN,
        null,
        Fault.answer(400, "{\"error\":\"invalid oauth token\"}"));
    add(
        "rejected, and the new token too",
        Meaning.NOT_DONE,
        null,
        Fault.of(Kind.TOKEN_REJECTED).times(2));
  }

  private static void busy() {
    add("429 TOO_MANY_REQUESTS", Meaning.NOT_DONE, Side.DESK, Fault.of(Kind.CONCURRENCY_LIMIT));
    add(
        "429 THRESHOLD_EXCEEDED, Retry-After 60",
        Meaning.TOLD_TO_WAIT,
        Side.DESK,
        Fault.of(Kind.DAILY_LIMIT));
    add(
        "429 THRESHOLD_EXCEEDED, no Retry-After",
        Meaning.NOT_DONE,
        Side.DESK,
        desk(429, "THRESHOLD_EXCEEDED"));
    add("429 with a page", Meaning.NOT_DONE, null, Fault.answer(429, PAGE));
    add(
        "429 with a page, Retry-After 60",
        Meaning.TOLD_TO_WAIT,
        null,
        Fault.answer(429, PAGE).withHeaders(Map.of("Retry-After", "" + MINUTE)));
    add("1023, HTTP 200", Meaning.TOLD_TO_WAIT, Side.SALESIQ, salesIq(200, 1023, ""));
    add("1023, HTTP 400", Meaning.TOLD_TO_WAIT, Side.SALESIQ, salesIq(400, 1023, ""));
  }

  private static void outages() {
    add("500", Meaning.UNCLEAR, null, Fault.of(Kind.SERVER_ERROR));
    add("1001, HTTP 200", Meaning.UNCLEAR, Side.SALESIQ, salesIq(200, 1001, ""));
    add("500 with an unknown code", Meaning.UNCLEAR, Side.DESK, desk(500, "NEVER_HEARD_OF"));
    add("502 with a page", Meaning.UNCLEAR, null, Fault.of(Kind.HTML_PAGE));
    add("503 with a page", Meaning.UNCLEAR, null, Fault.of(Kind.HTML_PAGE).withStatus(503));
    add(
        "503, Retry-After 60",
        Meaning.UNCLEAR_TOLD,
        null,
        Fault.of(Kind.SERVER_ERROR)
            .withStatus(503)
            .withHeaders(Map.of("Retry-After", "" + MINUTE)));
    add("504 without a body", Meaning.UNCLEAR, null, Fault.of(Kind.EMPTY_BODY).withStatus(504));
    add("408", Meaning.UNCLEAR, null, Fault.answer(408, "{\"message\":\"timeout\"}"));
    add("200 with a page", Meaning.UNCLEAR, null, Fault.of(Kind.HTML_PAGE).withStatus(200));
    add("200 without a body", Meaning.UNCLEAR, null, Fault.of(Kind.EMPTY_BODY));
    add("200 with an empty object", Meaning.UNCLEAR, null, Fault.answer(200, "{}"));
    add("200 with half a body", Meaning.UNCLEAR, null, Fault.answer(200, "{\"data\":[{\"id\":"));
    add("done, then half of the body", Meaning.UNCLEAR_DONE, null, Fault.of(Kind.CUT_BODY));
    add("done, then half of the head", Meaning.UNCLEAR_DONE, null, Fault.of(Kind.CUT_HEAD));
    add("done, then byte by byte", Meaning.UNCLEAR_DONE, null, Fault.of(Kind.SLOW_ANSWER));
    add("done, then 500", Meaning.UNCLEAR_DONE, null, Fault.of(Kind.COMMIT_THEN_ERROR));
    add("done, then a reset", Meaning.UNCLEAR_DONE, null, Fault.of(Kind.COMMIT_THEN_RESET));
    add("done, then silence", Meaning.UNCLEAR_DONE, null, Fault.of(Kind.COMMIT_THEN_HANG));
    add(
        "done after the timeout",
        Meaning.UNCLEAR_DONE,
        null,
        Fault.of(Kind.DELAY).withDelay(PATIENCE.plusMillis(400)));
    add("a reset", Meaning.UNCLEAR, null, Fault.of(Kind.RESET));
    add("silence", Meaning.UNCLEAR, null, Fault.of(Kind.HANG));
    add("302", Meaning.UNCLEAR, null, Fault.answer(302, "").withHeaders(elsewhere()));
    add("403 with a page", Meaning.UNCLEAR, null, Fault.answer(403, PAGE));
    add("404 with a page", Meaning.UNCLEAR, null, Fault.answer(404, PAGE));
    add(
        "done, then 404 with a page",
        Meaning.UNCLEAR_DONE,
        null,
        Fault.of(Kind.COMMIT_THEN_ERROR).withStatus(404).withBody(PAGE));
  }

  private static Map<String, String> elsewhere() {
    return Map.of("Location", "http://127.0.0.1:1/elsewhere");
  }

  private static void unreachable() {
    for (Misrouting.Way way : Misrouting.Way.values()) {
      ALL.add(new Trouble(way.words, Meaning.NOT_DONE, null, null, way, List.of()));
    }
  }

  private static void deskRefusals() {
    add(
        "422 INVALID_DATA with fields",
        Meaning.REFUSED,
        Side.DESK,
        Fault.answer(
            422,
            "{\"errorCode\":\"INVALID_DATA\",\"message\":\"Words of Zoho\",\"errors\":["
                + "{\"fieldName\":\"/cf/cf_must\",\"errorType\":\"missing\"}]}"),
        "INVALID_DATA",
        "/cf/cf_must missing");
    refused(422, "UNPROCESSABLE_ENTITY");
    refused(422, "EMPTY_PAYLOAD");
    refused(400, "BAD_REQUEST");
    refused(401, "SCOPE_MISMATCH");
    refused(403, "SCOPE_MISMATCH");
    refused(403, "OAUTH_ORG_MISMATCH");
    refused(403, "FORBIDDEN");
    refused(403, "LICENSE_ACCESS_LIMITED");
    refused(405, "METHOD_NOT_ALLOWED");
    refused(413, "RESOURCE_SIZE_EXCEEDED");
    refused(415, "UNSUPPORTED_MEDIA_TYPE");
    refused(400, "NEVER_HEARD_OF");
    refused(404, "URL_NOT_FOUND");
    add(
        "422 INVALID_DATA, /contactId",
        Meaning.UNKNOWN,
        Side.DESK,
        Fault.answer(
            422,
            "{\"errorCode\":\"INVALID_DATA\",\"message\":\"Words of Zoho\",\"errors\":["
                + "{\"fieldName\":\"/contactId\",\"errorType\":\"invalid\"}]}"),
        "INVALID_DATA",
        "/contactId invalid");
    add(
        "200 with an error",
        Meaning.REFUSED,
        Side.DESK,
        Fault.answer(200, "{\"error\":\"strange\",\"message\":\"Words of Zoho\"}"),
        "strange");
    add(
        "422 duplicate /email",
        Meaning.DUPLICATE,
        Side.DESK,
        Fault.answer(
            422,
            "{\"errorCode\":\"INVALID_DATA\",\"message\":\"Words of Zoho\",\"errors\":["
                + "{\"fieldName\":\"/email\",\"errorType\":\"duplicate\"}]}"));
  }

  private static void refused(int status, String code) {
    add(status + " " + code, Meaning.REFUSED, Side.DESK, desk(status, code), code);
  }

  private static void salesIqRefusals() {
    salesIqRefused(200, 1005, "");
    salesIqRefused(401, 1009, "");
    salesIqRefused(200, 1011, ",\"param\":\"department_id\"");
    salesIqRefused(400, 1011, ",\"param\":\"department_id\"");
    salesIqRefused(200, 1015, ",\"json_key\":\"visitor.user_id\"");
    salesIqRefused(200, 1016, "");
    salesIqRefused(200, 1017, "");
    salesIqRefused(200, 1019, "");
    salesIqRefused(200, 1021, "");
    salesIqRefused(200, 1025, ",\"json_key\":\"department_id\"");
    salesIqRefused(200, 1054, ",\"header\":\"Content-Type\"");
    salesIqRefused(200, 4711, "");
  }

  private static void salesIqRefused(int status, int code, String field) {
    String named = field.isEmpty() ? "" + code : field.replaceAll(".*:\"|\"", "");
    add(
        code + ", HTTP " + status,
        Meaning.REFUSED,
        Side.SALESIQ,
        salesIq(status, code, field),
        "" + code,
        named);
  }

  private static Fault desk(int status, String code) {
    return Fault.answer(status, "{\"errorCode\":\"" + code + "\",\"message\":\"Words of Zoho\"}");
  }

  private static Fault salesIq(int status, int code, String field) {
    return Fault.answer(
        status, "{\"error\":{\"code\":" + code + ",\"message\":\"Words of Zoho\"" + field + "}}");
  }

  private static void add(String name, Meaning meaning, Side side, Fault fault, String... told) {
    ALL.add(new Trouble(name, meaning, side, fault, null, List.of(told)));
  }
}
