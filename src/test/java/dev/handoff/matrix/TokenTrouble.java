package dev.handoff.matrix;

import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.sandbox.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that goes wrong when a token is fetched.
 *
 * @param fault what the simulated Zoho does; null when the network does it
 * @param network what the network does; null when Zoho does it
 */
record TokenTrouble(String name, Meaning meaning, Fault fault, Misrouting.Way network) {

  /** What it means for the credential, in the words of the generated table. */
  enum Meaning {
    /** Only new credentials help. */
    BROKEN(
        "for new credentials",
        "Accounts is not asked again; health is DOWN with the remedy; handoffs go on by themselves after new credentials"),
    /** Too many refreshes. */
    THROTTLED("a minute", "a pause of 60 s, growing to 10 min, that all callers share"),
    /** Accounts fails. */
    OUTAGE("a moment", "a pause of 2 s, growing to a minute, that all callers share");

    final String word;
    final String meaning;

    Meaning(String word, String meaning) {
      this.word = word;
      this.meaning = meaning;
    }
  }

  private static final String TOKEN = "/oauth/v2/token$";
  private static final String THROTTLE =
      "{\"error\":\"Access Denied\",\"error_description\":\"You have made too many requests"
          + " continuously. Please try again after some time.\"}";

  static List<TokenTrouble> all() {
    List<TokenTrouble> all = new ArrayList<>();
    for (String error :
        List.of("invalid_code", "invalid_client", "invalid_client_secret", "invalid_grant")) {
      for (int status : List.of(200, 400)) {
        all.add(broken(error + ", HTTP " + status, status, error));
      }
    }
    all.add(broken("invalid_client, HTTP 401", 401, "invalid_client"));
    for (String error :
        List.of(
            "invalid_scope",
            "invalid_redirect_uri",
            "unsupported_grant_type",
            "missing_org_info")) {
      all.add(broken(error, 400, error));
    }
    for (int status : List.of(200, 400, 429)) {
      all.add(
          once("Access Denied, HTTP " + status, Meaning.THROTTLED, Fault.answer(status, THROTTLE)));
    }
    all.add(
        once(
            "too many requests, without Access Denied",
            Meaning.THROTTLED,
            Fault.answer(
                400, "{\"error\":\"denied\",\"error_description\":\"Too many requests\"}")));
    outages(all);
    for (Misrouting.Way way : Misrouting.Way.values()) {
      all.add(new TokenTrouble(way.words, Meaning.OUTAGE, null, way));
    }
    return all;
  }

  private static void outages(List<TokenTrouble> all) {
    all.add(outage("500 with a page", Fault.of(Kind.SERVER_ERROR)));
    all.add(outage("502 with a page", Fault.of(Kind.HTML_PAGE)));
    all.add(outage("503 with a page", Fault.of(Kind.HTML_PAGE).withStatus(503)));
    all.add(outage("200 with a page", Fault.of(Kind.HTML_PAGE).withStatus(200)));
    all.add(outage("200 without a body", Fault.of(Kind.EMPTY_BODY)));
    all.add(outage("200 with neither token nor error", Fault.answer(200, "{\"status\":\"ok\"}")));
    all.add(outage("an unknown error", Fault.answer(400, "{\"error\":\"never_heard_of\"}")));
    all.add(outage("302", Fault.answer(302, "")));
    all.add(outage("half of the body", Fault.of(Kind.CUT_BODY)));
    all.add(outage("half of the head", Fault.of(Kind.CUT_HEAD)));
    all.add(outage("byte by byte", Fault.of(Kind.SLOW_ANSWER)));
    all.add(outage("a reset", Fault.of(Kind.RESET)));
    all.add(outage("granted, then a reset", Fault.of(Kind.COMMIT_THEN_RESET)));
    all.add(outage("silence", Fault.of(Kind.HANG)));
    all.add(
        outage(
            "granted after the timeout", Fault.of(Kind.DELAY).withDelay(Duration.ofMillis(2200))));
  }

  private static TokenTrouble broken(String name, int status, String error) {
    Fault fault = Fault.answer(status, "{\"error\":\"" + error + "\"}");
    return new TokenTrouble(name, Meaning.BROKEN, at(fault).forEver(), null);
  }

  private static TokenTrouble outage(String name, Fault fault) {
    return once(name, Meaning.OUTAGE, fault);
  }

  private static TokenTrouble once(String name, Meaning meaning, Fault fault) {
    return new TokenTrouble(name, meaning, at(fault), null);
  }

  private static Fault at(Fault fault) {
    return fault.on(Side.ACCOUNTS, "POST", TOKEN);
  }

  @Override
  public String toString() {
    return name;
  }
}
