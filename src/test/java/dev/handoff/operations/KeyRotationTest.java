package dev.handoff.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code HANDOFF_ENCRYPTION_KEY} through its rotation, and what happens when one is lost. */
class KeyRotationTest {

  private static final String FIRST = key('1');
  private static final String SECOND = key('2');
  private static final String OTHER = key('3');

  private final Map<String, String> database = TestDatabase.H2.fresh();

  private static String key(char filling) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) filling);
    return Base64.getEncoder().encodeToString(key);
  }

  private Gateway with(SimulatedZoho zoho, String keys) {
    return Gateway.start(
        zoho,
        database,
        Map.of(
            "HANDOFF_ENCRYPTION_KEY", keys,
            "HANDOFF_SYNC_WAIT", "500ms",
            "handoff.retry.credential", "500ms"));
  }

  private static String order(Gateway gateway) {
    return gateway
        .post(
            "/api/handoffs",
            "{\"channel\":\"api\",\"conversationId\":\"%s\",\"kind\":\"ticket\",\"visitor\":{\"email\":\"key@example.test\"}}"
                .formatted(UUID.randomUUID()))
        .json()
        .path("id")
        .asText();
  }

  private static JsonNode handoff(Gateway gateway, String id) {
    return gateway.get("/api/handoffs/" + id).json();
  }

  private static void awaitState(Gateway gateway, String id, String state) {
    Awaitility.await().until(() -> handoff(gateway, id).path("state").asText().equals(state));
  }

  /** As if both credentials had been authorised at the set-up pages, with the same tokens. */
  private static void consented(Gateway gateway, SimulatedZoho zoho) {
    gateway
        .bean(JdbcClient.class)
        .sql("update zoho_tokens set accounts_server = ?, scopes = 'X', authorised_at = updated_at")
        .param(zoho.accountsUrl())
        .update();
  }

  @Test
  void theFormerKeyMayBeDroppedAfterOneStartAndALostOneBreaksTheCredentialOnly() {
    try (SimulatedZoho zoho = SimulatedZoho.start()) {
      try (Gateway gateway = with(zoho, FIRST)) {
        consented(gateway, zoho);
      }
      with(zoho, SECOND + "," + FIRST).close();
      String waiting;
      try (Gateway gateway = with(zoho, OTHER)) {
        waiting = order(gateway);
        awaitState(gateway, waiting, "retrying");

        isBrokenAndSaysWhy(gateway, waiting);
      }
      try (Gateway gateway = with(zoho, OTHER + "," + SECOND)) {
        awaitState(gateway, waiting, "delivered");

        assertThat(Operator.get(gateway, "/actuator/health").status()).isEqualTo(200);
      }
    }
  }

  private static void isBrokenAndSaysWhy(Gateway gateway, String waiting) {
    JsonNode error = handoff(gateway, waiting).path("lastError");
    assertThat(error.path("code").asText()).isEqualTo("unreadable_token");
    assertThat(error.path("message").asText()).contains("HANDOFF_ENCRYPTION_KEY");
    assertThat(handoff(gateway, waiting).path("attempts").asInt(-1)).isZero();

    Gateway.Answer health = Operator.get(gateway, "/actuator/health");
    assertThat(health.status()).isEqualTo(503);
    JsonNode side = health.json().path("components").path("zoho");
    assertThat(side.path("status").asText()).isEqualTo("DOWN");
    assertThat(side.path("details").path("reason").asText())
        .contains("ordinary")
        .contains("fits none of the keys in HANDOFF_ENCRYPTION_KEY");
    assertThat(side.path("details").path("remedy").asText())
        .contains("former key")
        .contains("/setup");

    Gateway.Answer state = Operator.get(gateway, "/ops/api/zoho");
    assertThat(state.status()).isEqualTo(200);
    assertThat(state.json().path("credentials").path(0).path("condition").asText())
        .isEqualTo("dead");
    assertThat(Operator.get(gateway, "/setup").text())
        .contains("fits none of the keys in HANDOFF_ENCRYPTION_KEY");
    assertThat(Operator.get(gateway, "/ops/api/doctor").text())
        .contains("refresh token of the ordinary credential");
  }
}
