package dev.handoff.operations;

import static dev.handoff.testing.ProblemAnswer.pointers;
import static dev.handoff.testing.ProblemAnswer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.Stored;
import dev.handoff.testing.TestOrder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wrong, hostile and late calls of operators: a clear 4xx, and nothing has changed afterwards. */
class OpsApiBadInputTest {

  private static final String DEAD_LETTERS = "/ops/api/dead-letters";

  private static Bench bench;
  private static Handoff parked;
  private static Handoff delivered;

  private Map<String, Long> before;

  @BeforeAll
  static void start() {
    bench = Bench.start(Map.of("HANDOFF_SYNC_WAIT", "100ms"));
    delivered = bench.deliver(TestOrder.ticket());
    parked = park(TestOrder.ticket());
    park(TestOrder.ticket());
    Stored.rowsAtRest(bench.gateway());
  }

  private static Handoff park(TestOrder order) {
    bench.fault(
        Fault.answer(422, "{\"errorCode\":\"INVALID_DATA\"}")
            .on(Side.DESK, "POST", "/(tickets|calls)$"));
    return bench.await(bench.accept(order), HandoffState.PARKED);
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @BeforeEach
  void count() {
    bench.forgetPauses();
    before = stored();
  }

  @AfterEach
  void nothingHasChanged() {
    assertThat(stored()).isEqualTo(before);
    assertThat(bench.now(parked)).isEqualTo(parked);
    assertThat(bench.now(delivered)).isEqualTo(delivered);
  }

  private static Map<String, Long> stored() {
    Map<String, Long> rows = new HashMap<>(Stored.rows(bench.gateway()));
    JdbcClient db = bench.gateway().bean(JdbcClient.class);
    rows.put("audit", db.sql("select count(*) from audit").query(Long.class).single());
    return rows;
  }

  /** A work item goes a moment after its handoff ended. */
  private static void awaitEndOfWorkOn(Handoff handoff) {
    Awaitility.await()
        .until(
            () ->
                bench
                    .gateway()
                    .bean(JdbcClient.class)
                    .sql("select count(*) from scheduled_tasks where task_instance like ?")
                    .param("%" + handoff.conversation().value() + "%")
                    .query(Long.class)
                    .single(),
            left -> left == 0);
  }

  private static Gateway.Answer get(String path) {
    return Operator.get(bench.gateway(), path);
  }

  private static Gateway.Answer post(String path, String json) {
    return Operator.post(bench.gateway(), DEAD_LETTERS + path, json);
  }

  private static Gateway.Answer replay(String json) {
    return post("/" + parked.id() + "/replay", json);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000-0000-0000-0000-000000000000",
        "x",
        "1'%20or%20'1'='1",
        "_",
        "*",
        "null",
        "%F0%9F%91%BB",
        "a-very-long-id-that-goes-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on"
      })
  void anUnknownIdIsNotFound(String id) {
    problem(get("/ops/api/handoffs/" + id), 404);
    problem(get(DEAD_LETTERS + "/" + id), 404);
    problem(post("/" + id + "/replay", null), 404);
    problem(post("/" + id + "/replay", "{\"email\":\"a@example.test\"}"), 404);
    problem(post("/" + id + "/discard", "{\"reason\":\"x\"}"), 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%00", "%25", "a%2F..%2Fb", "..%2F", "a;b=c", "a%0d%0ab", "%5c", "%25%30%30"})
  void anIdWithHostileCharactersIsRefused(String id) {
    int status = post("/" + id + "/replay", null).status();

    assertThat(status).isIn(400, 404);
    problem(get("/ops/api/handoffs/" + id), get("/ops/api/handoffs/" + id).status());
  }

  @Test
  void aDeliveredOneIsNotReplayedOrDiscarded() {
    JsonNode replay = problem(post("/" + delivered.id() + "/replay", null), 409);
    problem(post("/" + delivered.id() + "/discard", "{\"reason\":\"x\"}"), 409);

    assertThat(replay.path("detail").asText()).contains("is delivered", "nothing to do");
  }

  @Test
  void oneThatWaitsForItsNextAttemptIsNotReplayedOrDiscarded() {
    bench.fault(
        Fault.of(Fault.Kind.DAILY_LIMIT)
            .on(Side.DESK, "POST", "/tickets$")
            .withHeaders(Map.of("Retry-After", "30000")));
    Handoff retrying = bench.await(bench.accept(TestOrder.ticket()), HandoffState.RETRYING);
    before = stored();

    JsonNode problem = problem(post("/" + retrying.id() + "/replay", "{}"), 409);
    problem(post("/" + retrying.id() + "/discard", "{\"reason\":\"x\"}"), 409);

    assertThat(problem.path("detail").asText()).contains("is retrying", "on its way");
    assertThat(bench.now(retrying)).isEqualTo(retrying);
  }

  @Test
  void aDiscardedOneIsNotReplayedOrDiscardedAgain() {
    Handoff gone = park(TestOrder.callback());
    assertThat(post("/" + gone.id() + "/discard", "{\"reason\":\"x\"}").status()).isEqualTo(200);
    awaitEndOfWorkOn(gone);
    before = stored();

    JsonNode problem = problem(post("/" + gone.id() + "/replay", null), 409);
    problem(post("/" + gone.id() + "/discard", "{\"reason\":\"again\"}"), 409);

    assertThat(problem.path("detail").asText()).contains("is discarded", "given up");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{\"email\":\"no address\"}#/email",
        "{\"email\":\"a@b\"}#/email",
        "{\"email\":\"\"}#/email",
        "{\"email\":null}#/email",
        "{\"email\":\"a@example.test\\u0000' or 1=1 --\"}#/email",
        "{\"phone\":\"12345\"}#/phone",
        "{\"phone\":\"not a number\"}#/phone",
        "{\"phone\":\"1234567890123456\"}#/phone",
        "{\"department\":\"support\"}#/department",
        "{\"department\":\"-1\"}#/department",
        "{\"department\":\"123456789012345678901\"}#/department",
        "{\"department\":\"1?x=2\"}#/department",
        "{\"subject\":\"  \"}#/subject",
        "{\"state\":\"delivered\"}#/state",
        "{\"correlation\":\"hg-1\",\"email\":\"a@example.test\"}#/correlation",
        "{\"visitor\":{\"email\":\"a@example.test\"}}#/visitor",
        "{\"Email\":\"a@example.test\"}#/Email",
        "{\"a/b~c\":1}#/a~1b~0c"
      },
      quoteCharacter = '`')
  void aMendThatIsNotAllowedNamesTheField(String body, String pointer) {
    JsonNode problem = problem(replay(body), 422);

    assertThat(pointers(problem)).contains(pointer);
  }

  @Test
  void aSubjectThatIsTooLongIsRefused() {
    JsonNode problem = problem(replay("{\"subject\":\"" + "x".repeat(1_001) + "\"}"), 422);

    assertThat(pointers(problem)).containsExactly("/subject");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"email\":", "[]", "\"x\"", "null", "{\"subject\":{}}", "{\"email\":[]}"})
  void aMendThatIsNoObjectOfTextsIsMalformed(String body) {
    problem(replay(body), 400);
  }

  @Test
  void aBodyOfAnotherTypeIsNotRead() {
    Map<String, String> form = new HashMap<>(Operator.LOGIN);
    form.put("Content-Type", "application/x-www-form-urlencoded");
    String path = DEAD_LETTERS + "/" + parked.id() + "/replay";

    problem(bench.gateway().send("POST", path, "email=a%40example.test", form), 415);
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    problem(replay("{\"subject\":\"" + "x".repeat(1_100_000) + "\"}"), 413);
  }

  @Test
  void aDiscardWithABodyThatSaysNoReasonIsRefused() {
    String endless = "{\"reason\":\"" + "x".repeat(1_001) + "\"}";

    JsonNode problem = problem(post("/" + parked.id() + "/discard", endless), 422);
    assertThat(pointers(problem)).containsExactly("/reason");
    problem(post("/" + parked.id() + "/discard", "{\"reason\":[]}"), 400);
    problem(post("/" + parked.id() + "/discard", "nothing"), 400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{}#/filter",
        "{\"filter\":null}#/filter",
        "{\"filter\":{},\"limt\":5}#/limt",
        "{\"filter\":{\"kinds\":\"chat\"}}#/filter/kinds",
        "{\"filter\":{\"q\":\"x\"}}#/filter/q",
        "{\"filter\":{\"state\":\"delivered\"}}#/filter/state",
        "{\"filter\":{\"kind\":\"fax\"}}#/filter/kind",
        "{\"filter\":{\"channel\":\"' or ''='\"}}#/filter/channel",
        "{\"filter\":{\"from\":\"yesterday\"}}#/filter/from",
        "{\"filter\":{\"to\":\"2026-13-01T00:00:00Z\"}}#/filter/to",
        "{\"filter\":{\"step\":\"a\\u0000b\"}}#/filter/step",
        "{\"filter\":{},\"limit\":0}#/limit",
        "{\"filter\":{},\"limit\":-1}#/limit",
        "{\"filter\":{},\"limit\":10001}#/limit",
        "{\"filter\":{},\"limit\":1.5}#/limit",
        "{\"filter\":{},\"limit\":1e300}#/limit",
        "{\"filter\":{},\"rate\":0}#/rate",
        "{\"filter\":{},\"rate\":-5}#/rate",
        "{\"filter\":{},\"rate\":1e-300}#/rate",
        "{\"filter\":{},\"rate\":1001}#/rate"
      },
      quoteCharacter = '`')
  void aBulkReplayWithAFilterThatIsNotUnderstoodDoesNothing(String body, String pointer) {
    JsonNode problem = problem(post("/replay", body), 422);

    assertThat(pointers(problem)).contains(pointer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"filter\":[]}",
        "{\"filter\":{},\"limit\":\"many\"}",
        "{\"filter\":{\"kind\":[]}}"
      })
  void aBulkReplayThatIsMalformedDoesNothing(String body) {
    problem(post("/replay", body), 400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "state=lost /state",
        "state=parked'-- /state",
        "state=parked&state=delivered /state",
        "kind=fax /kind",
        "channel=%00 /channel",
        "from=tomorrow /from",
        "from=2026-02-30T10:00:00 /from",
        "from=2026-11-20T25:00:00 /from",
        "from=%2B999999999-01-01T00:00:00Z /from",
        "to=-999999-01-01T00:00:00Z /to",
        "from=2026-11-20&to=2026-11-19 /from",
        "limit=0 /limit",
        "limit=-5 /limit",
        "limit=201 /limit",
        "limit=99999999999999999999 /limit",
        "q=a%00b /q",
        "q=a%0Ab /q"
      })
  void aFilterThatIsNotUnderstoodIsRefused(String query, String pointer) {
    for (String list : List.of("/ops/api/handoffs", DEAD_LETTERS)) {
      assertThat(pointers(problem(get(list + "?" + query), 422))).contains(pointer);
    }
  }

  @Test
  void deadLettersAreOfTwoStatesOnly() {
    assertThat(pointers(problem(get(DEAD_LETTERS + "?state=delivered"), 422)))
        .containsExactly("/state");
  }

  @Test
  void aLimitThatIsNoNumberIsMalformed() {
    assertThat(pointers(problem(get("/ops/api/handoffs?limit=ten"), 400)))
        .containsExactly("/limit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'; drop table handoff; --",
        "' or '1'='1",
        "\" or \"\"=\"",
        "%",
        "_",
        "!",
        "!%",
        "\\",
        ":text",
        "?",
        "${jndi:ldap://x}",
        "{{x}}"
      })
  void aSearchForHostileTextFindsNothing(String text) {
    Gateway.Answer answer = get("/ops/api/handoffs?q=" + encoded(text));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("items").size()).isZero();
  }

  @Test
  void aSearchForAnEndlessTextIsRefused() {
    assertThat(pointers(problem(get("/ops/api/handoffs?q=" + "x".repeat(256)), 422)))
        .containsExactly("/q");
    problem(get("/ops/api/handoffs?q=" + "x".repeat(10_000)), 400);
  }

  private static String cursor(String list) {
    String cursor = get(list + "limit=1").json().path("nextCursor").asText();
    assertThat(cursor).isNotEmpty();
    return cursor;
  }

  @Test
  void aCursorOfAnotherListOrFilterIsRefused() {
    String cursor = cursor("/ops/api/handoffs?kind=ticket&");
    String own = "/ops/api/handoffs?kind=ticket&cursor=" + cursor;

    assertThat(get(own).status()).isEqualTo(200);
    problem(get("/ops/api/handoffs?cursor=" + cursor), 400);
    problem(get("/ops/api/handoffs?kind=chat&cursor=" + cursor), 400);
    problem(get("/ops/api/handoffs?kind=ticket&q=a&cursor=" + cursor), 400);
    problem(get("/ops/api/audit?cursor=" + cursor), 400);
    problem(get(DEAD_LETTERS + "?cursor=" + cursor("/ops/api/handoffs?state=parked&")), 400);
  }

  @Test
  void aCursorThatIsCutOrChangedIsRefused() {
    String cursor = cursor("/ops/api/handoffs?");
    String changed = (cursor.charAt(0) == 'M' ? "N" : "M") + cursor.substring(1);

    for (String wrong :
        List.of(
            cursor.substring(1),
            cursor.substring(0, cursor.length() / 2),
            cursor.substring(0, 10),
            changed,
            cursor + cursor)) {
      problem(get("/ops/api/handoffs?cursor=" + wrong), 400);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "AAAA",
        "%00",
        "' or 1=1",
        "null",
        "0",
        "-1",
        "MjAyNi0xMS0yMFQxMDowMDowMFp8YQ"
      })
  void aCursorThatIsMadeUpIsRefused(String cursor) {
    problem(get("/ops/api/handoffs?cursor=" + encoded(cursor)), 400);
    problem(get("/ops/api/audit?cursor=" + encoded(cursor)), 400);
  }

  @Test
  void anEndlessCursorIsRefused() {
    problem(get("/ops/api/handoffs?cursor=" + "A".repeat(4_000)), 400);
  }

  @Test
  void otherMethodsAndPathsAreRefused() {
    problem(
        bench.gateway().send("DELETE", DEAD_LETTERS + "/" + parked.id(), null, Operator.LOGIN),
        405);
    problem(get(DEAD_LETTERS + "/" + parked.id() + "/replay"), 405);
    problem(get("/ops/api/nothing"), 404);
    problem(get("/ops/api"), 404);
  }

  @Test
  void aRequestThatIsNotHttpIsRefusedWithAProblem() throws IOException {
    try (Socket socket = new Socket("localhost", bench.gateway().port())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET /ops/api/handoffs?q=<> HTTP/1.1\r\nHost: x\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String start = new String(in.readNBytes(12), StandardCharsets.US_ASCII);

      assertThat(start).isEqualTo("HTTP/1.1 400");
    }
  }
}
