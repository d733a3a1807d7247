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
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.TestDatabase;
import dev.handoff.testing.Together;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A bot platform hands over, and talks with the person through the gateway (contract 4.3). */
class HitlApiTest {

  private static final String SESSIONS = "/api/hitl/sessions";
  private static final Duration SOON = Duration.ofSeconds(40);

  private static SimulatedZoho zoho;
  private static Gateway gateway;
  private static Gateway second;

  private final String id = "conv_" + UUID.randomUUID();
  private NewAtZoho atZoho;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
    gateway = Gateway.start(zoho, database, Map.of());
    second = Gateway.start(zoho, database, Map.of("HANDOFF_SYNC_WAIT", "4s"));
  }

  @AfterAll
  static void stop() {
    second.close();
    gateway.close();
    zoho.close();
  }

  @BeforeEach
  void mark() {
    zoho.faults().clear();
    atZoho = NewAtZoho.of(zoho);
  }

  private static String user() {
    Gateway.Answer answer =
        gateway.post(
            "/api/hitl/users",
            "{\"name\": \"Ada Low\", \"email\": \"ada-%s@example.test\"}"
                .formatted(UUID.randomUUID()));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().path("userId").asText();
  }

  private static Gateway.Answer open(Gateway node, String conversationId, String user) {
    return node.post(
        SESSIONS,
        "{\"userId\": \"%s\", \"conversationId\": \"%s\", \"title\": \"Order 4711\"}"
            .formatted(user, conversationId));
  }

  private JsonNode opened() {
    Gateway.Answer answer = open(gateway, id, user());
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  private Gateway.Answer say(String text, String messageId) {
    return gateway.post(
        path("/messages"),
        "{\"type\": \"text\", \"payload\": {\"text\": \"%s\"}, \"messageId\": \"%s\"}"
            .formatted(text, messageId));
  }

  private String path(String rest) {
    return SESSIONS + "/" + id + rest;
  }

  private List<String> visitorSaid(String chat) {
    return zoho.messages().stream()
        .filter(message -> message.path("conversation_id").asText().equals(chat))
        .filter(message -> message.at("/sender/id").asText().startsWith("$"))
        .skip(1)
        .map(message -> message.at("/message/text").asText())
        .toList();
  }

  private String chat() {
    assertThat(atZoho.conversations()).hasSize(1);
    return atZoho.conversations().get(0).path("id").asText();
  }

  @Test
  void handsOverWithTheStory() {
    String user = user();

    Gateway.Answer answer =
        gateway.post(
            SESSIONS,
            """
            {"userId": "%s", "title": "Order 4711", "description": "It is late.",
             "messageHistory": [
               {"source": {"type": "user", "userId": "u1"}, "type": "text",
                "payload": {"text": "Where is my order?"}, "timestamp": "2026-11-20T10:00:00Z"},
               {"source": {"type": "bot"}, "type": "image",
                "payload": {"imageUrl": "https://shop.example.test/map.png", "title": "Map"}}]}
            """
                .formatted(user));

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.json().path("state").asText()).isEqualTo("delivered");
    assertThat(answer.headers().get("x-handoff-id"))
        .isEqualTo(answer.json().path("handoffId").asText());
    assertThat(answer.headers().get("location"))
        .isEqualTo(SESSIONS + "/" + answer.json().path("conversationId").asText());
    JsonNode chat = atZoho.conversations().get(0);
    assertThat(chat.at("/visitor/name").asText()).isEqualTo("Ada Low");
    assertThat(chat.at("/visitor/email").asText()).startsWith("ada-");
    assertThat(chat.path("question").asText())
        .contains("Order 4711", "It is late.", "Where is my order?")
        .contains("[image] https://shop.example.test/map.png");
  }

  /** As encodeURIComponent writes it, and as some leave it. */
  @ParameterizedTest
  @ValueSource(strings = {"a:b", "a@b=c+d", "\u00e9\u65e5"})
  void findsAConversationByItsEncodedId(String name) {
    String given = name + id;
    assertThat(open(gateway, given, user()).status()).isEqualTo(201);
    String path = SESSIONS + "/" + URLEncoder.encode(given, StandardCharsets.UTF_8);

    Gateway.Answer shown = gateway.get(path);
    assertThat(shown.status()).as(shown.text()).isEqualTo(200);
    assertThat(shown.json().path("conversationId").asText()).isEqualTo(given);
    String words = "{\"type\": \"text\", \"payload\": {\"text\": \"Hello\"}}";
    assertThat(gateway.post(path + "/messages", words).status()).isEqualTo(202);
    assertThat(gateway.post(path + "/stop", "{}").status()).isEqualTo(202);
  }

  @Test
  void passesMessagesOnInTheOrderAccepted() {
    opened();

    List<String> said = IntStream.range(0, 12).mapToObj(i -> "line " + i).toList();
    said.forEach(text -> assertThat(say(text, "m-" + text).status()).isEqualTo(202));

    await().atMost(SOON).until(() -> visitorSaid(chat()).size() >= 12);
    assertThat(visitorSaid(chat())).isEqualTo(said);
    JsonNode state = gateway.get(path("")).json();
    await()
        .atMost(SOON)
        .until(() -> gateway.get(path("")).json().at("/messages/delivered").asInt() == 12);
    assertThat(state.at("/messages/accepted").asInt()).isEqualTo(12);
    assertThat(state.path("owner").asText()).isEqualTo("offered");
  }

  @Test
  void deliversARepeatedMessageIdOnce() {
    opened();

    Gateway.Answer first = say("only once", "m-1");
    Gateway.Answer again = say("only once", "m-1");
    say("the end", "m-2");

    assertThat(first.json().path("messageId").asText()).isEqualTo("m-1");
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.json().path("messageId").asText()).isEqualTo("m-1");
    await().atMost(SOON).until(() -> visitorSaid(chat()).contains("the end"));
    assertThat(visitorSaid(chat())).containsExactly("only once", "the end");
  }

  @Test
  void namesAMessageThatHasNoId() {
    opened();

    Gateway.Answer answer =
        gateway.post(path("/messages"), "{\"type\":\"text\",\"payload\":{\"text\":\"hi\"}}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("messageId").asText()).isNotEmpty();
  }

  @Test
  void honoursAnIdempotencyKeyForAMessageWithoutAnId() {
    opened();
    String body = "{\"type\":\"text\",\"payload\":{\"text\":\"keyed\"}}";
    Map<String, String> key = Map.of("Idempotency-Key", "key-" + id);

    Gateway.Answer first = gateway.post(path("/messages"), body, key);
    Gateway.Answer again = second.post(path("/messages"), body, key);
    Gateway.Answer other = gateway.post(path("/messages"), body.replace("keyed", "other"), key);
    say("the end", "m-2");

    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.headers().get("x-handoff-id"))
        .isEqualTo(first.headers().get("x-handoff-id"))
        .isNotNull();
    problem(other, 422);
    await().atMost(SOON).until(() -> visitorSaid(chat()).contains("the end"));
    assertThat(visitorSaid(chat())).containsExactly("keyed", "the end");
  }

  @Test
  void honoursAnIdempotencyKeyForAUser() {
    Map<String, String> key = Map.of("Idempotency-Key", "user-" + id);

    List<String> ids =
        Together.run(
                6,
                i ->
                    (i % 2 == 0 ? gateway : second)
                        .post("/api/hitl/users", "{\"name\":\"Ada\"}", key))
            .stream()
            .map(answer -> answer.json().path("userId").asText())
            .distinct()
            .toList();

    assertThat(ids).hasSize(1);
    assertThat(ids.get(0)).isNotEmpty();
    problem(gateway.post("/api/hitl/users", "{\"name\":\"Eve\"}", key), 422);
  }

  @Test
  void givesTheFirstAnswerAgainForASessionWithAnIdempotencyKey() {
    String body = "{\"userId\":\"%s\"}".formatted(user());
    Map<String, String> key = Map.of("Idempotency-Key", "session-" + id);
    long before = conversations();

    Gateway.Answer first = gateway.post(SESSIONS, body, key);
    Gateway.Answer again = gateway.post(SESSIONS, body, key);

    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(atZoho.conversations()).hasSize(1);
    assertThat(conversations()).isEqualTo(before + 1);
  }

  private static long conversations() {
    return gateway
        .bean(JdbcClient.class)
        .sql("select count(*) from conversation")
        .query(Long.class)
        .single();
  }

  @Test
  void opensOneChatForCallsAtTheSameTimeOnTwoNodes() {
    String user = user();

    List<Gateway.Answer> answers =
        Together.run(6, i -> open(i % 2 == 0 ? gateway : second, id, user));

    assertThat(answers.stream().map(Gateway.Answer::status).sorted().toList())
        .containsExactly(200, 200, 200, 200, 200, 201);
    assertThat(answers.stream().map(answer -> answer.json().path("handoffId").asText()).distinct())
        .hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.status() == 200)
        .allSatisfy(answer -> assertThat(answer.json().path("alreadyExists").asBoolean()).isTrue());
    assertThat(atZoho.conversations()).hasSize(1);
  }

  @Test
  void opensAnotherChatAfterTheFirstWasGivenBack() {
    String first = opened().path("handoffId").asText();
    gateway.post(path("/stop"), "{}");

    Gateway.Answer again = open(gateway, id, user());

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json().path("handoffId").asText()).isNotEqualTo(first);
    assertThat(atZoho.conversations()).hasSize(2);
  }

  @Test
  void aMessageWithoutATraceOfItsOwnGoesWithThatOfTheSession() {
    String trace = "aaaabbbbccccddddeeeeffff00001111";
    gateway.post(
        SESSIONS,
        "{\"userId\": \"%s\", \"conversationId\": \"%s\"}".formatted(user(), id),
        Map.of("traceparent", "00-" + trace + "-1234567890abcdef-01"));
    String chat = chat();

    say("hello", "m-1");
    await().atMost(SOON).until(() -> visitorSaid(chat).size() == 1);

    assertThat(atZoho.requests(Side.SALESIQ, "POST", ".*/messages"))
        .extracting(sent -> sent.headers().get("traceparent"))
        .singleElement()
        .asString()
        .startsWith("00-" + trace);
  }

  @Test
  void stopClosesTheChatAfterWhatWasSaid() {
    opened();
    String chat = chat();
    zoho.operatorJoins(chat);
    say("bye", "m-1");

    Gateway.Answer stopped = gateway.post(path("/stop"), "");
    Gateway.Answer again = gateway.post(path("/stop"), "{}");

    assertThat(stopped.status()).as(stopped.text()).isEqualTo(202);
    assertThat(stopped.json().path("owner").asText()).isEqualTo("released");
    assertThat(again.status()).isEqualTo(202);
    await()
        .atMost(SOON)
        .until(() -> atZoho.conversations().get(0).path("end_time").asText("").length() > 4);
    assertThat(visitorSaid(chat)).containsExactly("bye");
    JsonNode state = gateway.get(path("")).json();
    assertThat(state.path("owner").asText()).isEqualTo("released");
    assertThat(state.path("reason").asText()).isEqualTo("stopped");
    assertThat(atZoho.requests(Side.SALESIQ, "POST", ".*/close")).hasSize(1);
  }

  @Test
  void refusesAMessageOnceTheBotHasTheConversationAgain() {
    String handoff = opened().path("handoffId").asText();
    say("before", "m-1");
    gateway.post(path("/stop"), "{}");

    Gateway.Answer late = say("after", "m-2");
    JsonNode refused = problem(late, 422);
    assertThat(late.headers()).containsEntry("x-handoff-id", handoff);
    Gateway.Answer repeated = say("before", "m-1");

    assertThat(refused.path("detail").asText()).contains("stopped", "POST /api/hitl/sessions");
    assertThat(repeated.status()).isEqualTo(202);
    assertThat(gateway.get(path("")).json().at("/messages/accepted").asInt()).isEqualTo(1);
    assertThat(open(gateway, id, user()).status()).isEqualTo(201);
    assertThat(say("after", "m-2").status()).as("it had no effect").isEqualTo(202);
    await().atMost(SOON).until(() -> visitorSaid(lastChat()).equals(List.of("after")));
  }

  private String lastChat() {
    List<JsonNode> all = atZoho.conversations();
    return all.get(all.size() - 1).path("id").asText();
  }

  @Test
  void answers202WhenZohoIsSlow() {
    zoho.faults()
        .add(
            Fault.answer(503, "{}")
                .on(Side.SALESIQ, "POST", "/api/visitor/v1/.*/conversations$")
                .withHeaders(Map.of("Retry-After", "6"))
                .times(1));

    Gateway.Answer answer = open(second, id, user());
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().path("conversationId").asText()).isEqualTo(id);
    assertThat(say("meanwhile", "m-1").status()).isEqualTo(202);
    await()
        .atMost(SOON)
        .until(
            () ->
                atZoho.conversations().size() == 1
                    && visitorSaid(chat()).equals(List.of("meanwhile")));
  }

  @Test
  void answers502WhenZohoRefusesAndTheNextCallAsksAnew() {
    Fault refusal =
        Fault.answer(400, "{\"error\":{\"code\":1017,\"message\":\"limit reached\"}}")
            .on(Side.SALESIQ, "POST", "/api/visitor/v1/.*/conversations$")
            .times(1);
    zoho.faults().add(refusal);

    Gateway.Answer refused = open(gateway, id, user());
    Gateway.Answer again = open(gateway, id, user());

    problem(refused, 502);
    assertThat(refused.headers().get("x-handoff-id")).isNotNull();
    assertThat(again.status()).isEqualTo(201);
  }

  @Test
  void refusesAnUnknownUser() {
    JsonNode problem = problem(open(gateway, id, "nobody"), 404);

    assertThat(pointers(problem)).containsExactly("/userId");
    problem(gateway.get(path("")), 404);
    assertThat(atZoho.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/messages", "/stop"})
  void refusesAnUnknownConversation(String call) {
    problem(gateway.post(path(call), "{\"type\":\"text\",\"payload\":{\"text\":\"hi\"}}"), 404);
    problem(gateway.get(path("")), 404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|422|/name",
        "{\"name\":\"A\",\"email\":\"nobody\"}|422|/email",
        "{\"name\":\"A\",\"pictureUrl\":\"javascript:alert(1)\"}|422|/pictureUrl",
        "{\"name\":[\"A\"]}|400|/name",
      })
  void refusesABadUser(String body, int status, String pointer) {
    assertThat(pointers(problem(gateway.post("/api/hitl/users", body), status)))
        .containsExactly(pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|422|/userId",
        "{\"userId\":\"u\",\"conversationId\":\"a/b\"}|422|/conversationId",
        "{\"userId\":\"u\",\"conversationId\":\".\"}|422|/conversationId",
        "{\"userId\":\"u\",\"conversationId\":\" .. \"}|422|/conversationId",
        "{\"userId\":\"u\",\"messageHistory\":{}}|400|/messageHistory",
        "{\"userId\":\"u\",\"messageHistory\":[{\"source\":{\"type\":\"cat\"},\"payload\":{\"text\":\"x\"}}]}|422|/messageHistory/0/source/type",
        "{\"userId\":\"u\",\"messageHistory\":[{\"timestamp\":\"soon\",\"payload\":{\"text\":\"x\"}}]}|422|/messageHistory/0/timestamp",
      })
  void refusesABadSession(String body, int status, String pointer) {
    assertThat(pointers(problem(gateway.post(SESSIONS, body), status))).containsExactly(pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|422|/payload/text",
        "{}|422|/type",
        "{\"type\":\"typing\",\"payload\":{}}|422|/type",
        "{\"type\":\"typing\",\"payload\":{}}|422|/payload",
        "{\"payload\":{}}|422|/payload",
        "{\"type\":\"weird\",\"payload\":{\"text\":\"x\"}}|422|/type",
        "{\"type\":{},\"payload\":{\"text\":\"x\"}}|400|/type",
        "{\"type\":\"text\",\"payload\":{\"text\":\" \\u0000\\u0007 \"}}|422|/payload",
        "{\"type\":\"text\",\"payload\":\"hi\"}|400|/payload",
        "{\"type\":\"text\",\"payload\":{\"text\":{\"x\":1}}}|400|/payload/text",
        "{\"type\":\"image\",\"payload\":{\"imageUrl\":\"file:///etc/passwd\"}}|422|/payload/imageUrl",
        "{\"type\":\"file\",\"payload\":{\"url\":\"https://me:secret@example.test/x\"}}|422|/payload/url",
      })
  void refusesABadMessage(String body, int status, String pointer) {
    String handoff = opened().path("handoffId").asText();

    Gateway.Answer answer = gateway.post(path("/messages"), body);

    assertThat(pointers(problem(answer, status))).contains(pointer);
    assertThat(answer.headers()).containsEntry("x-handoff-id", handoff);
    assertThat(gateway.get(path("")).json().at("/messages/accepted").asInt()).isZero();
  }

  @Test
  void tellsWhichTypesThereAre() {
    opened();

    String weird = "{\"type\":\"weird\",\"payload\":{\"text\":\"x\"}}";
    JsonNode problem = problem(gateway.post(path("/messages"), weird), 422);

    assertThat(problem.at("/errors/0/message").asText())
        .contains("'weird'", "text, markdown, image, audio, video, file, location, card");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"payload\":{\"text\":\"x\"}}",
        "{\"type\":null,\"payload\":{\"text\":\"x\"}}",
        "{\"type\":\"Text\",\"payload\":{\"text\":\"x\"}}",
        "{\"type\":\"markdown\",\"payload\":{\"markdown\":\"*x*\"}}",
        "{\"type\":\"choice\",\"payload\":{\"text\":\"x\",\"options\":[{\"label\":\"a\"}]}}",
        "{\"type\":\"bloc\",\"payload\":{\"items\":[{\"type\":\"text\",\"payload\":{\"text\":\"x\"}}]}}"
      })
  void takesMessagesOfEveryTypeThatTheDropInTakes(String body) {
    opened();

    assertThat(gateway.post(path("/messages"), body).status()).isEqualTo(202);
    await().atMost(SOON).until(() -> visitorSaid(chat()).size() == 1);
  }

  @Test
  void refusesAMessageOfMoreThanOneMegabyte() {
    opened();

    problem(say("x".repeat(1_100_000), "m-1"), 413);
  }

  @Test
  void keepsHtmlAsPlainTextAndDropsControlCharacters() {
    opened();

    say("<b>bold</b> \\u0007<script>alert(1)</script>", "m-1");

    await().atMost(SOON).until(() -> visitorSaid(chat()).size() == 1);
    assertThat(visitorSaid(chat())).containsExactly("<b>bold</b> <script>alert(1)</script>");
  }

  @Test
  void saysWhatTheBotSaysInItsName() {
    opened();

    gateway.post(
        path("/messages"),
        "{\"source\":{\"type\":\"bot\"},\"type\":\"text\",\"payload\":{\"text\":\"I stay\"}}");

    await().atMost(SOON).until(() -> visitorSaid(chat()).equals(List.of("Bot: I stay")));
  }

  @Test
  void showsTextOfAPartOfAKindThatItDoesNotKnow() {
    opened();

    gateway.post(
        path("/messages"),
        "{\"type\":\"bloc\",\"payload\":{\"items\":[{\"type\":\"poem\","
            + "\"payload\":{\"text\":\"Roses\",\"ink\":3}}]}}");

    await().atMost(SOON).until(() -> visitorSaid(chat()).equals(List.of("Roses")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/hitl/users", SESSIONS})
  void refusesCallsWithoutAKey(String path) {
    problem(gateway.post(path, "{}", Map.of("X-Api-Key", "")), 401);
    problem(gateway.post(path, "{}", Map.of("X-Api-Key", "wrong")), 401);
  }

  @Test
  void refusesOtherMethods() {
    Stream.of("/api/hitl/users", SESSIONS, path("/stop"), path("/messages"))
        .forEach(
            path -> assertThat(gateway.send("PUT", path, "{}", Map.of()).status()).isEqualTo(405));
  }
}
