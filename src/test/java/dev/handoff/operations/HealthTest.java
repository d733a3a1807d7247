package dev.handoff.operations;

import static dev.handoff.testing.ProblemAnswer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.accounts.TokenBroker;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code /actuator/health} says, and when it says DOWN. */
class HealthTest {

  private static SimulatedZoho zoho;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
  }

  @AfterAll
  static void stop() {
    zoho.close();
  }

  @AfterEach
  void mend() {
    zoho.reset();
  }

  private static Gateway gateway(Map<String, String> more) {
    return Gateway.start(zoho, TestDatabase.H2.fresh(), more);
  }

  private static JsonNode zohoSide(Gateway gateway) {
    return Operator.get(gateway, "/actuator/health").json().path("components").path("zoho");
  }

  /** What it says once a call to Zoho has failed, however long a busy machine takes for that. */
  private static JsonNode awaitTrouble(Gateway gateway) {
    return await()
        .until(
            () -> zohoSide(gateway),
            side ->
                side.path("status").asText().equals("DOWN")
                    || side.path("details").path("degraded").asBoolean());
  }

  private static void order(Gateway gateway) {
    gateway.post(
        "/api/handoffs",
        "{\"channel\":\"api\",\"conversationId\":\"%s\",\"kind\":\"ticket\",\"visitor\":{\"email\":\"h@example.test\"}}"
            .formatted(UUID.randomUUID()));
  }

  @Test
  void isUpAndTellsStrangersNothingMore() {
    try (Gateway gateway = gateway(Map.of())) {
      Gateway.Answer stranger = gateway.get("/actuator/health");

      assertThat(stranger.status()).isEqualTo(200);
      assertThat(stranger.json().path("status").asText()).isEqualTo("UP");
      assertThat(stranger.json().has("components")).isFalse();
      for (String probe : new String[] {"liveness", "readiness"}) {
        Gateway.Answer answer = gateway.get("/actuator/health/" + probe);
        assertThat(answer.text()).as(probe).isEqualTo("{\"status\":\"UP\"}");
      }

      for (String nothing : new String[] {"nope", "zoho/x"}) {
        problem(Operator.get(gateway, "/actuator/health/" + nothing), 404);
      }

      JsonNode details = Operator.get(gateway, "/actuator/health").json().path("components");
      assertThat(details.path("zoho").path("status").asText()).isEqualTo("UP");
      assertThat(details.path("zoho").path("details").path("degraded").asBoolean(true)).isFalse();
      assertThat(details.path("db").path("status").asText()).isEqualTo("UP");
      JsonNode readiness =
          Operator.get(gateway, "/actuator/health/readiness").json().path("components");
      assertThat(readiness.fieldNames())
          .toIterable()
          .containsExactlyInAnyOrder("camelHealth", "db", "readinessState");
      JsonNode liveness =
          Operator.get(gateway, "/actuator/health/liveness").json().path("components");
      assertThat(liveness.fieldNames()).toIterable().containsExactly("livenessState");
      assertThat(
              Operator.get(gateway, "/actuator/info").json().path("build").path("version").asText())
          .isNotEmpty();
    }
  }

  @Test
  void isDownWithoutARefreshTokenAndPointsToSetup() {
    try (Gateway gateway = gateway(Map.of("ZOHO_REFRESH_TOKEN", ""))) {
      assertThat(gateway.get("/actuator/health").status()).isEqualTo(503);
      assertThat(gateway.get("/actuator/health").text()).doesNotContain("refresh");
      assertThat(gateway.get("/actuator/health/liveness").status()).isEqualTo(200);
      assertThat(gateway.get("/actuator/health/readiness").status()).isEqualTo(200);

      JsonNode side = zohoSide(gateway);

      assertThat(side.path("status").asText()).isEqualTo("DOWN");
      assertThat(side.path("details").path("reason").asText())
          .isEqualTo("Zoho refresh token is not configured (ordinary credential)");
      assertThat(side.path("details").path("remedy").asText()).contains("/setup");
    }
  }

  @Test
  void isDownWithAReasonAndARemedyWhenZohoRefusesTheCredential() {
    try (Gateway gateway = gateway(Map.of("HANDOFF_SYNC_WAIT", "500ms"))) {
      zoho.faults()
          .add(Fault.answer(200, "{\"error\":\"invalid_code\"}").on(Side.ACCOUNTS).forEver());
      order(gateway);

      JsonNode side = awaitTrouble(gateway);

      assertThat(side.path("status").asText()).isEqualTo("DOWN");
      assertThat(side.path("details").path("reason").asText())
          .isEqualTo("Failed to refresh Zoho token: invalid_code (ordinary credential)");
      assertThat(side.path("details").path("remedy").asText())
          .isEqualTo("Re-authorise at /setup, or correct the client id, secret or refresh token.");
    }
  }

  @Test
  void isDownSoonAfterTheStartWithAWrongRefreshTokenThoughNobodyNeedsOne() {
    int before = zoho.refreshes().attempts();
    try (Gateway gateway =
        gateway(Map.of("handoff.zoho.tokens.first-look", "100ms", "ZOHO_REFRESH_TOKEN", "wrong"))) {
      await().until(() -> gateway.get("/actuator/health").status() == 503);

      JsonNode side = zohoSide(gateway);
      assertThat(side.path("status").asText()).isEqualTo("DOWN");
      assertThat(side.path("details").path("reason").asText())
          .isEqualTo("Failed to refresh Zoho token: invalid_code (ordinary credential)");
      assertThat(side.path("details").path("remedy").asText()).contains("/setup");
      await().until(() -> isWell(gateway, CredentialName.ORGANISATION));
      assertThat(zoho.refreshes().attempts()).as("once each").isEqualTo(before + 2);
    }
  }

  @Test
  void fetchesTheFirstTokenOfEachCredentialOnceAlsoOverARestartAndAnOutage() {
    zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.ACCOUNTS).forEver());
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
    Map<String, String> early = Map.of("handoff.zoho.tokens.first-look", "100ms");
    int before = zoho.refreshes().successes();
    try (Gateway gateway = Gateway.start(zoho, database, early)) {
      await().until(() -> zohoSide(gateway).path("details").path("degraded").asBoolean());
      assertThat(gateway.get("/actuator/health").status()).isEqualTo(200);
      zoho.faults().clear();
      await()
          .until(
              () ->
                  isWell(gateway, CredentialName.ORDINARY)
                      && isWell(gateway, CredentialName.ORGANISATION));

      order(gateway);
      try (Gateway other = Gateway.start(zoho, database, early)) {
        order(other);
      }
    }
    assertThat(zoho.refreshes().successes()).isEqualTo(before + 2);
  }

  private static boolean isWell(Gateway gateway, CredentialName credential) {
    return gateway.bean(TokenBroker.class).status(credential).expiresAt() != null;
  }

  @Test
  void isUpButDegradedAndNamesAHostThatIsNotInDns() {
    Map<String, String> nowhere =
        Map.of(
            "handoff.zoho.tokens.first-look", "100ms",
            "HANDOFF_SYNC_WAIT", "1s",
            "ZOHO_ACCOUNTS_URL", "http://accounts.zoho.invalid");
    try (Gateway gateway = gateway(nowhere)) {
      await()
          .untilAsserted(
              () ->
                  assertThat(zohoSide(gateway).path("details").path("reason").asText())
                      .contains("Zoho gave no token (accounts.zoho.invalid is not known to DNS)"));
      assertThat(gateway.get("/actuator/health").status()).isEqualTo(200);

      order(gateway);
      JsonNode handoff =
          await()
              .until(
                  () -> Operator.get(gateway, "/ops/api/handoffs").json().path("items").path(0),
                  item -> item.path("state").asText().equals("retrying"));
      assertThat(handoff.path("lastError").path("message").asText())
          .contains("accounts.zoho.invalid is not known to DNS")
          .doesNotContain("Exception");
    }
  }

  @Test
  void isUpButDegradedWhileRefreshesArePaused() {
    try (Gateway gateway = gateway(Map.of("HANDOFF_SYNC_WAIT", "500ms"))) {
      zoho.faults()
          .add(
              Fault.answer(
                      400,
                      "{\"error\":\"Access Denied\",\"error_description\":\"You have made too many requests continuously. Please try again after some time.\"}")
                  .on(Side.ACCOUNTS)
                  .forEver());
      order(gateway);

      JsonNode side = awaitTrouble(gateway);

      assertThat(side.path("status").asText()).isEqualTo("UP");
      assertThat(side.path("details").path("degraded").asBoolean()).isTrue();
      assertThat(side.path("details").path("reason").asText())
          .startsWith(
              "Failed to refresh Zoho token: Zoho gave no token (too many refreshes); the next");
      assertThat(gateway.get("/actuator/health").status()).isEqualTo(200);
    }
  }

  @Test
  void isUpButDegradedWhileASideFailsAndWellAgainAfterwards() {
    Map<String, String> patient =
        Map.of(
            "HANDOFF_SYNC_WAIT", "500ms", "HANDOFF_RETRY_INITIAL", "1h", "HANDOFF_RETRY_MAX", "1h");
    try (Gateway gateway = gateway(patient)) {
      zoho.faults().add(Fault.of(Fault.Kind.HTML_PAGE).on(Side.DESK).forEver());
      order(gateway);

      JsonNode side = awaitTrouble(gateway);

      assertThat(side.path("status").asText()).isEqualTo("UP");
      assertThat(side.path("details").path("degraded").asBoolean()).isTrue();
      assertThat(side.path("details").path("reason").asText())
          .startsWith(
              "desk does not serve us now: it answers with something else than JSON (not_json), last");
      assertThat(side.path("details").path("sides").path("desk").path("degraded").asBoolean())
          .isTrue();
      assertThat(
              side.path("details").path("sides").path("salesiq").path("degraded").asBoolean(true))
          .isFalse();

      zoho.faults().clear();
      order(gateway);
      await().until(() -> !zohoSide(gateway).path("details").path("degraded").asBoolean(true));
    }
  }

  @Test
  void isUpButDegradedWithTheReasonWhileACircuitIsOpen() {
    Map<String, String> patient =
        Map.of(
            "HANDOFF_SYNC_WAIT",
            "1s",
            "HANDOFF_RETRY_INITIAL",
            "1h",
            "HANDOFF_RETRY_MAX",
            "1h",
            "handoff.zoho.limits.circuit.calls",
            "2",
            "handoff.zoho.limits.circuit.first-pause",
            "1h",
            "handoff.zoho.limits.circuit.longest-pause",
            "1h");
    try (Gateway gateway = gateway(patient)) {
      zoho.faults().add(Fault.of(Fault.Kind.HTML_PAGE).on(Side.DESK).forEver());
      order(gateway);
      order(gateway);

      JsonNode health =
          await()
              .until(
                  () -> zohoSide(gateway),
                  side -> side.at("/details/sides/desk/circuit").asText().equals("open"));

      assertThat(health.path("status").asText()).isEqualTo("UP");
      assertThat(health.path("details").path("degraded").asBoolean()).isTrue();
      assertThat(health.path("details").path("reason").asText())
          .contains("desk circuit open since 20")
          .contains("2 of the last 2 calls failed, the last one with not_json");
      JsonNode desk = health.path("details").path("sides").path("desk");
      assertThat(desk.path("degraded").asBoolean()).isTrue();
      assertThat(desk.path("circuit").asText()).isEqualTo("open");
      assertThat(desk.path("until").asText()).startsWith("20");
      assertThat(desk.path("parallel").asInt(-1)).isZero();
      assertThat(desk.path("allowed").asInt()).isEqualTo(5);
      JsonNode salesiq = health.path("details").path("sides").path("salesiq");
      assertThat(salesiq.path("circuit").asText()).isEqualTo("closed");
      assertThat(salesiq.path("degraded").asBoolean(true)).isFalse();
    }
  }

  @Test
  void isDownAndNotReadyWithoutTheDatabaseButAlive() {
    try (Gateway gateway = gateway(Map.of())) {
      gateway.bean(HikariDataSource.class).close();

      assertThat(gateway.get("/actuator/health").status()).isEqualTo(503);
      assertThat(gateway.get("/actuator/health/readiness").status()).isEqualTo(503);
      assertThat(gateway.get("/actuator/health/liveness").status()).isEqualTo(200);
      JsonNode details = Operator.get(gateway, "/actuator/health").json().path("components");
      assertThat(details.path("db").path("status").asText()).isEqualTo("DOWN");
      assertThat(details.path("db").path("details").path("reason").asText())
          .isEqualTo("the database does not answer");
      assertThat(details.path("db").path("details").path("remedy").asText())
          .contains("SPRING_DATASOURCE_URL");
      assertThat(details.toString()).doesNotContain("Exception").doesNotContain("org.");
      assertThat(details.path("zoho").path("status").asText()).isEqualTo("UNKNOWN");
      assertThat(Operator.get(gateway, "/actuator/prometheus").text())
          .contains("handoff_backlog NaN");
    }
  }

  @Test
  void neverCallsZoho() {
    try (Gateway gateway = gateway(Map.of())) {
      Operator.get(gateway, "/actuator/health");
      Operator.get(gateway, "/actuator/health/readiness");

      assertThat(zoho.requests()).isEmpty();
    }
  }
}
