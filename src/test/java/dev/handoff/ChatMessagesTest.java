package dev.handoff;

import static dev.handoff.testing.ProblemAnswer.pointers;
import static dev.handoff.testing.ProblemAnswer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.Stored;
import dev.handoff.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code POST /api/chat/messages} on two nodes (contract 4.4). */
class ChatMessagesTest {

  private static final String PATH = "/api/chat/messages";

  private static SimulatedZoho zoho;
  private static Gateway gateway;
  private static Gateway other;

  private String session;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
    gateway = Gateway.start(zoho, database, Map.of());
    other =
        Gateway.start(
            zoho,
            database,
            Map.of(
                "HANDOFF_SYNC_WAIT",
                "300ms",
                "handoff.widget.origins",
                "https://shop.example.test"));
  }

  @AfterAll
  static void stop() {
    other.close();
    gateway.close();
    zoho.close();
  }

  @BeforeEach
  void mark() {
    session = "s-" + UUID.randomUUID();
  }

  @AfterEach
  void heal() {
    zoho.faults().clear();
  }

  private Gateway.Answer say(String message) {
    return say(gateway, message, "", Map.of());
  }

  private Gateway.Answer say(String message, String more) {
    return say(gateway, message, more, Map.of());
  }

  private Gateway.Answer say(
      Gateway node, String message, String more, Map<String, String> headers) {
    return node.post(
        PATH,
        "{\"sessionId\": \"%s\", \"message\": \"%s\"%s}".formatted(session, message, more),
        headers);
  }

  private List<String> lines() {
    return DeskRepliesTest.lines(gateway, session);
  }

  private static JsonNode ok(Gateway.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /** Other sessions' tickets may come to Zoho late. */
  private List<JsonNode> tickets() {
    List<String> ids =
        gateway
            .bean(JdbcClient.class)
            .sql(
                "select r.reference from zoho_reference r join conversation c on c.tenant = r.tenant"
                    + " and c.id = r.conversation where r.kind = 'desk'"
                    + " and c.conversation_id = :session")
            .param("session", session)
            .query(String.class)
            .list();
    return zoho.tickets().stream().filter(one -> ids.contains(one.path("id").asText())).toList();
  }

  private List<String> comments() {
    List<JsonNode> ids = tickets().stream().map(ticket -> ticket.path("id")).toList();
    return zoho.comments().stream()
        .filter(comment -> ids.contains(comment.path("ticketId")))
        .map(comment -> comment.path("content").asText())
        .toList();
  }

  @Test
  void wordsWithoutATraceOfTheirOwnGoWithThatOfTheSession() {
    String trace = "aaaabbbbccccddddeeeeffff00002222";
    String own = "11110000ffffeeeeddddccccbbbb2222";
    ok(say(gateway, "agent", "", traced(trace)));

    ok(say("hello?"));
    ok(say(gateway, "anybody?", "", traced(own)));
    await().untilAsserted(() -> assertThat(comments()).hasSize(2));

    String ticket = tickets().get(0).path("id").asText();
    assertThat(zoho.requests())
        .filteredOn(sent -> sent.method().equals("POST"))
        .filteredOn(sent -> sent.path().endsWith(ticket + "/comments"))
        .extracting(sent -> sent.headers().get("traceparent").substring(3, 35))
        .containsExactly(trace, own);
  }

  private static Map<String, String> traced(String trace) {
    return Map.of("traceparent", "00-" + trace + "-1234567890abcdef-01");
  }

  @Test
  void messageForTheBotIsKept() {
    assertThat(ok(say("Where is my order?", ", \"confidence\": 0.9")).toString())
        .isEqualTo("{\"handoff\":false}");

    assertThat(lines()).containsExactly("visitor||Where is my order?");
    assertThat(tickets()).isEmpty();
  }

  @Test
  void lowConfidenceOpensATicketWithTheWholeStory() {
    ok(say("Where is my order?"));

    Gateway.Answer answer =
        say(
            "It is late",
            ", \"confidence\": 0.42, \"userName\": \"Ana Roy\", \"userEmail\": \"%s@example.test\""
                .formatted(session));

    JsonNode body = ok(answer);
    JsonNode ticket = tickets().get(0);
    assertThat(body.path("handoff").asBoolean()).isTrue();
    assertThat(body.path("reason").asText()).isEqualTo("low_confidence");
    assertThat(body.path("success").asBoolean()).isTrue();
    assertThat(body.path("ticketId")).isEqualTo(ticket.path("id"));
    assertThat(body.path("ticketNumber")).isEqualTo(ticket.path("ticketNumber"));
    assertThat(body.path("handoffId").asText())
        .isNotEmpty()
        .isEqualTo(answer.headers().get("x-handoff-id"));
    assertThat(body.has("alreadyExists")).isFalse();
    assertThat(ticket.path("description").asText())
        .contains("Where is my order?")
        .contains("It is late")
        .contains("not sure");
    assertThat(ticket.path("email").asText()).isEqualTo(session + "@example.test");
    assertThat(comments()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0.59, true",
    "'\"0.59\"', true",
    "59.9, true",
    "60, false",
    "0.6, false",
    "1, false",
    "1.0, false",
    "1.5, true",
    "100, false",
    "0, true",
    "'\"60%\"', false",
    "'\"59%\"', true",
    "'\" 60 % \"', false",
    "'\"60\u00a0%\"', false",
    "'\"1%\"', true",
    "'\"0.6%\"', true",
    "'\"100%\"', false",
    "null, false"
  })
  void confidenceIsReadInBothScales(String confidence, boolean handoff) {
    Gateway.Answer answer = say("hello", ", \"confidence\": " + confidence);

    assertThat(ok(answer).path("handoff").asBoolean()).isEqualTo(handoff);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Talk to a HUMAN!", "agent", "i need support", "SPEAK TO SOMEONE now"})
  void keywordOpensATicket(String message) {
    JsonNode body = ok(say(message, ", \"confidence\": 0.99"));

    assertThat(body.path("handoff").asBoolean()).isTrue();
    assertThat(body.path("reason").asText()).isEqualTo("keyword");
    assertThat(tickets()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"You are supportive", "Agentur", "reagent"})
  void partOfAWordDoesNot(String message) {
    assertThat(ok(say(message)).path("handoff").asBoolean()).isFalse();
  }

  @Test
  void wordsAfterTheHandoffFollowInOrderOnceEachThoughAnAnswerIsLost() {
    JsonNode first = ok(say("agent", ", \"userName\": \"Ana\""));
    zoho.faults()
        .add(Fault.of(Fault.Kind.COMMIT_THEN_RESET).on(Side.DESK, "POST", ".*/comments").times(2));
    List<String> expected = new ArrayList<>();

    for (int i = 1; i <= 6; i++) {
      JsonNode body =
          ok(say(i % 2 == 0 ? other : gateway, "word " + i, ", \"userName\": \"Ana\"", Map.of()));
      assertThat(body.path("handoff").asBoolean()).isTrue();
      assertThat(body.path("alreadyExists").asBoolean()).isTrue();
      assertThat(body.path("ticketId")).isEqualTo(first.path("ticketId"));
      expected.add("Ana (visitor): word " + i);
    }

    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(() -> assertThat(comments()).isEqualTo(expected));
    assertThat(tickets()).hasSize(1);
  }

  @Test
  void keywordAfterTheHandoffOpensNoSecondTicket() {
    ok(say("agent"));

    JsonNode again = ok(say("agent!"));

    assertThat(again.path("alreadyExists").asBoolean()).isTrue();
    assertThat(tickets()).hasSize(1);
  }

  @Test
  void oneTicketForManyKeywordsAtOnceOnTwoNodes() {
    ExecutorService threads = Executors.newFixedThreadPool(12);

    List<Gateway.Answer> answers =
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> say(i % 2 == 0 ? gateway : other, "agent " + i, "", Map.of()),
                        threads))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    threads.shutdown();
    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.status()).as(answer.text()).isIn(200, 202));
    await().untilAsserted(() -> assertThat(tickets()).hasSize(1));
    await().untilAsserted(() -> assertThat(comments()).hasSize(11));
    assertThat(lines()).hasSize(12);
  }

  @Test
  void historyIsMergedAndTheMessageCountsOnce() {
    ok(say("Hi"));

    ok(
        say(
            "agent please",
            ", \"history\": [{\"role\": \"user\", \"content\": \"Hi\"},"
                + "{\"role\": \"assistant\", \"content\": \"Hello!\"},"
                + "{\"role\": \"user\", \"content\": \"agent please\"}]"));

    assertThat(lines()).containsExactly("visitor||Hi", "bot||Hello!", "visitor||agent please");
  }

  @Test
  void repeatedMessageIdCountsOnce() {
    ok(say("agent"));
    for (int i = 0; i < 3; i++) {
      ok(say(i == 1 ? other : gateway, "again", ", \"messageId\": \"m1\"", Map.of()));
    }

    await().untilAsserted(() -> assertThat(comments()).hasSize(1));
    assertThat(lines()).containsExactly("visitor||agent", "visitor||again");
  }

  @Test
  void repeatedKeyGivesTheFirstAnswer() {
    Map<String, String> key = Map.of("Idempotency-Key", session);
    String first = say(gateway, "hello", "", key).text();
    ok(say("agent"));

    Gateway.Answer again = say(other, "hello", "", key);

    assertThat(again.text()).isEqualTo(first).isEqualTo("{\"handoff\":false}");
    assertThat(lines()).hasSize(2);
    problem(say(gateway, "another", "", key), 422);
  }

  @Test
  void repeatedKeyOfAHandoffGivesTheFirstAnswer() {
    Map<String, String> key = Map.of("Idempotency-Key", session);
    Gateway.Answer first = say(gateway, "agent", "", key);

    Gateway.Answer again = say(other, "agent", "", key);

    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.headers().get("x-handoff-id")).isEqualTo(first.headers().get("x-handoff-id"));
    assertThat(lines()).hasSize(1);
  }

  @Test
  void handoffIsPendingWhileZohoIsDown() {
    zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK).forEver());

    Gateway.Answer answer = say(other, "agent", "", Map.of());
    Gateway.Answer next = say(other, "hello?", "", Map.of());

    for (Gateway.Answer pending : List.of(answer, next)) {
      assertThat(pending.status()).isEqualTo(202);
      assertThat(pending.json().path("handoff").asBoolean()).isTrue();
      assertThat(pending.json().path("pending").asBoolean()).isTrue();
      assertThat(pending.json().path("handoffId").asText()).isNotEmpty();
    }
    zoho.faults().clear();
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(() -> assertThat(comments()).containsExactly("Visitor: hello?"));
  }

  @Test
  void refusedHandoffIsTold() {
    zoho.faults()
        .add(
            Fault.answer(422, "{\"errorCode\":\"INVALID_DATA\",\"message\":\"No.\"}")
                .on(Side.DESK, "POST", "^/tickets$"));

    Gateway.Answer answer = say("agent");

    problem(answer, 502);
    assertThat(answer.headers()).containsKey("x-handoff-id");
    assertThat(lines()).containsExactly("visitor||agent");
  }

  /** Told on one node without asking for anybody; asked for on the other, whatever way. */
  @ParameterizedTest
  @ValueSource(strings = {"message", "handoff", "any", "widget"})
  void whatWasToldWithAMessageIsKnownToTheHandoff(String way) {
    JsonNode opened =
        other.post("/widget/sessions", "{}", Map.of("Origin", "https://shop.example.test")).json();
    session = way.equals("widget") ? opened.path("sessionId").asText() : session;
    String email = UUID.randomUUID() + "@example.test";
    ok(
        say(
            gateway,
            "hello",
            ", \"userName\": \"Ana Roy\", \"userEmail\": \"%s\"".formatted(email),
            Map.of()));

    Gateway.Answer answer =
        switch (way) {
          case "message" -> say(other, "agent", "", Map.of());
          case "handoff" ->
              other.post("/api/chat/handoff", "{\"sessionId\": \"%s\"}".formatted(session));
          case "any" ->
              other.post(
                  "/api/handoffs",
                  "{\"channel\": \"web\", \"conversationId\": \"%s\", \"kind\": \"ticket\"}"
                      .formatted(session));
          default ->
              other.send(
                  "POST",
                  "/widget/sessions/" + session + "/handoff",
                  "{\"kind\": \"callback\", \"phone\": \"+15145550100\","
                      + " \"time\": \"tomorrow at 3 PM\", \"timeZone\": \"America/Toronto\"}",
                  Map.of(
                      "X-Api-Key", "", "Authorization", "Bearer " + opened.path("token").asText()));
        };

    assertThat(answer.status()).as(answer.text()).isBetween(200, 202);
    await()
        .untilAsserted(
            () ->
                assertThat(zoho.contacts())
                    .filteredOn(contact -> contact.path("email").asText().equals(email))
                    .extracting(contact -> contact.path("lastName").asText())
                    .containsExactly("Roy"));
  }

  @Test
  void everythingThatIsWrongIsToldAndNothingKept() {
    Map<String, Long> before = Stored.rowsAtRest(gateway);

    JsonNode problem =
        problem(
            gateway.post(
                PATH,
                "{\"message\": \"%s\", \"confidence\": -1, \"userEmail\": \"x\","
                        .formatted("y".repeat(20_001))
                    + " \"history\": [{\"role\": \"ghost\", \"text\": \"boo\"}]}"),
            422);

    assertThat(pointers(problem))
        .containsExactlyInAnyOrder(
            "/sessionId", "/message", "/confidence", "/userEmail", "/history/0/role");
    assertThat(Stored.rowsAtRest(gateway)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"101", "-0.1", "1e9", "\"101%\"", "\"-1 %\""})
  void confidenceOutOfRangeIsRefused(String confidence) {
    problem(say("hello", ", \"confidence\": " + confidence), 422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"high\"", "{}", "true", "\"NaN\"", "\"%\"", "\"60%%\"", "\"%60\"", "\"NaN%\""})
  void confidenceOfAnotherTypeIsRefused(String confidence) {
    problem(say("hello", ", \"confidence\": " + confidence), 400);
  }

  @Test
  void markupAndControlCharactersAreHarmless() {
    ok(say("<script>alert(1)</script> a\\u0000b\\u0007"));

    assertThat(lines()).containsExactly("visitor||<script>alert(1)</script> ab");
    problem(say("\\u0000\\u0001 "), 422);
  }

  /** Whoever sends a request resolves such a path away before it gets here. */
  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void sessionsThatNoPathCanNameAreRefused(String dots) {
    session = dots;

    assertThat(pointers(problem(say("hello"), 422))).containsExactly("/sessionId");
    assertThat(lines()).isEmpty();
  }

  /** Without the characters that cannot be kept it would be another message's name. */
  @Test
  void namesWithControlCharactersAreRefused() {
    JsonNode problem = problem(say("hello", ", \"messageId\": \"m\\u00001\""), 422);

    assertThat(pointers(problem)).containsExactly("/messageId");
    assertThat(lines()).isEmpty();
  }
}
