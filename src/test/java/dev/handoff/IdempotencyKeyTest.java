package dev.handoff;

import static dev.handoff.testing.ProblemAnswer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.Stored;
import dev.handoff.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code Idempotency-Key}: one call, however often it is sent (contract 3). */
class IdempotencyKeyTest {

  private static final String HANDOFFS = "/api/handoffs";
  private static final String CHAT = "/api/chat/handoff";

  private static SimulatedZoho zoho;
  private static Gateway gateway;

  /** Another node, which waits for no delivery. */
  private static Gateway hasty;

  private final String key = UUID.randomUUID().toString();
  private NewAtZoho atZoho;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
    gateway = Gateway.start(zoho, database, Map.of());
    hasty = Gateway.start(zoho, database, Map.of("HANDOFF_SYNC_WAIT", "0s"));
  }

  @AfterAll
  static void stop() {
    hasty.close();
    gateway.close();
    zoho.close();
  }

  @BeforeEach
  void mark() {
    atZoho = NewAtZoho.of(zoho);
  }

  @AfterEach
  void heal() {
    zoho.faults().clear();
  }

  private static String body(String path) {
    String id = UUID.randomUUID().toString();
    return path.equals(HANDOFFS)
        ? "{\"channel\": \"api\", \"conversationId\": \"%s\", \"kind\": \"ticket\"}".formatted(id)
        : "{\"sessionId\": \"%s\"}".formatted(id);
  }

  private Gateway.Answer post(String path, String body) {
    return gateway.post(path, body, Map.of("Idempotency-Key", key));
  }

  private static void assertSame(Gateway.Answer again, Gateway.Answer first) {
    assertThat(again.status()).isEqualTo(first.status());
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(again.headers().get("content-type")).isEqualTo(first.headers().get("content-type"));
    assertThat(again.headers().get("x-handoff-id")).isEqualTo(first.headers().get("x-handoff-id"));
  }

  @ParameterizedTest
  @ValueSource(strings = {HANDOFFS, CHAT})
  void givesTheFirstAnswerAgain(String path) {
    String body = body(path);
    Gateway.Answer first = post(path, body);

    assertSame(post(path, body), first);

    assertThat(atZoho.tickets()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {HANDOFFS, CHAT})
  void sameJsonWrittenInAnotherWayIsTheSameBody(String path) {
    String plain = body(path);
    String body = plain.replace("}", ", \"confidence\": 0.5, \"reason\": \"é\"}");
    Gateway.Answer first = post(path, body);
    String again =
        plain.replace("{", "\n{\t\"reason\" : \"\\u00e9\" ,\r\n  \"confidence\": 0.5,\n  ");

    assertSame(post(path, again), first);

    assertThat(atZoho.tickets()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.50", "\"0.5\"", "null", "[0.5]"})
  void numberWrittenInAnotherWayIsAnotherBody(String confidence) {
    String body = body(HANDOFFS);
    assertThat(post(HANDOFFS, body.replace("}", ", \"confidence\": 0.5}")).status()).isEqualTo(201);

    Gateway.Answer other =
        post(HANDOFFS, body.replace("}", ", \"confidence\": " + confidence + "}"));

    assertThat(other.status()).isIn(400, 422);
    assertThat(atZoho.tickets()).hasSize(1);
  }

  /** Earlier versions kept a hash of the body's bytes. */
  @ParameterizedTest
  @ValueSource(strings = {HANDOFFS, CHAT, "/api/hitl/users"})
  void keyOfAnEarlierVersionStillAnswers(String path) throws Exception {
    String body = path.endsWith("users") ? "{\"name\": \"Ada\"}" : body(path);
    Gateway.Answer first = post(path, body);
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
    gateway
        .bean(JdbcClient.class)
        .sql("update idempotency_key set body_hash = ? where key_value = ?")
        .params(HexFormat.of().formatHex(hash), key)
        .update();

    assertSame(post(path, body), first);
    problem(post(path, body.replace("}", ", \"more\": 1}")), 422);
  }

  @ParameterizedTest
  @ValueSource(strings = {HANDOFFS, CHAT})
  void givesTheFirstAnswerAgainThoughTheHandoffHasMovedOn(String path) {
    zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK).forEver());
    String body = body(path);
    Gateway.Answer first = hasty.post(path, body, Map.of("Idempotency-Key", key));
    assertThat(first.status()).isEqualTo(202);
    zoho.faults().clear();
    String handoff = HANDOFFS + "/" + first.headers().get("x-handoff-id");
    await().until(() -> gateway.get(handoff).json().path("state").asText().equals("delivered"));

    assertSame(post(path, body), first);

    assertThat(atZoho.tickets()).hasSize(1);
  }

  @Test
  void givesTheFirstRefusalAgain() {
    zoho.faults()
        .add(
            Fault.answer(422, "{\"errorCode\": \"INVALID_DATA\", \"message\": \"No.\"}")
                .on(Side.DESK, "POST", "^/tickets$"));
    String body = body(CHAT);
    Gateway.Answer first = post(CHAT, body);
    assertThat(first.status()).isEqualTo(502);

    assertSame(post(CHAT, body), first);
  }

  @ParameterizedTest
  @ValueSource(strings = {HANDOFFS, CHAT})
  void givesOneAnswerToCallsAtTheSameTime(String path) {
    String body = body(path);
    ExecutorService threads = Executors.newFixedThreadPool(20);

    List<Gateway.Answer> answers =
        IntStream.range(0, 20)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> post(path, body), threads))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    threads.shutdown();
    assertThat(atZoho.tickets()).hasSize(1);
    assertThat(answers).allSatisfy(answer -> assertSame(answer, answers.get(0)));
    assertThat(answers.get(0).text()).doesNotContain("alreadyExists");
  }

  @ParameterizedTest
  @ValueSource(strings = {HANDOFFS, CHAT})
  void refusesTheKeyForAnotherBody(String path) {
    post(path, body(path));
    Map<String, Long> before = Stored.rowsAtRest(gateway);

    problem(post(path, body(path)), 422);

    assertThat(Stored.rows(gateway)).isEqualTo(before);
    assertThat(atZoho.tickets()).hasSize(1);
  }

  @Test
  void remembersNothingOfRefusedRequest() {
    String body = body(HANDOFFS);
    problem(post(HANDOFFS, body.replace("ticket", "letter")), 422);

    assertThat(post(HANDOFFS, body).status()).isEqualTo(201);
  }

  @Test
  void takesTheLongestKey() {
    Gateway.Answer answer =
        gateway.post(HANDOFFS, body(HANDOFFS), Map.of("Idempotency-Key", "k".repeat(255)));

    assertThat(answer.status()).isEqualTo(201);
  }
}
