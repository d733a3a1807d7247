package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code GET /api/handoffs/{id}}: where a handoff stands (contract 4.6). */
class HandoffShowTest {

  private static SimulatedZoho zoho;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    gateway =
        Gateway.start(
            zoho,
            TestDatabase.H2.fresh(),
            Map.of(
                "HANDOFF_SYNC_WAIT", "1s",
                "HANDOFF_RETRY_INITIAL", "30s",
                "HANDOFF_RETRY_MAX", "30s"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
  }

  @AfterEach
  void heal() {
    zoho.faults().clear();
  }

  private static JsonNode shown(String rest) {
    Gateway.Answer answer =
        gateway.post(
            "/api/handoffs",
            "{\"channel\": \"api\", \"conversationId\": \"%s\", %s}"
                .formatted(UUID.randomUUID(), rest));
    String id = answer.json().path("id").asText();
    await()
        .until(
            () ->
                List.of("delivered", "retrying", "parked")
                    .contains(gateway.get("/api/handoffs/" + id).json().path("state").asText()));
    return gateway.get("/api/handoffs/" + id).json();
  }

  private static List<String> steps(JsonNode handoff) {
    return StreamSupport.stream(handoff.path("steps").spliterator(), false)
        .peek(step -> assertThat(Instant.parse(step.path("at").asText())).isNotNull())
        .map(step -> step.path("name").asText() + " " + step.path("state").asText())
        .toList();
  }

  @Test
  void showsWhatWasDoneForTicket() {
    JsonNode handoff = shown("\"kind\": \"ticket\", \"visitor\": {\"email\": \"a@example.test\"}");

    JsonNode ticket = zoho.tickets().get(zoho.tickets().size() - 1);
    assertThat(handoff.path("state").asText()).isEqualTo("delivered");
    assertThat(steps(handoff)).contains("contact done", "ticket done", "read-back done");
    assertThat(handoff.at("/zoho/ticketId").asText()).isEqualTo(ticket.path("id").asText());
    assertThat(handoff.at("/zoho/ticketNumber").asText())
        .isEqualTo(ticket.path("ticketNumber").asText());
    assertThat(handoff.at("/zoho/contactId").asText()).isEqualTo(ticket.path("contactId").asText());
    assertThat(handoff.path("attempts").asInt(-1)).isZero();
    assertThat(handoff.has("nextAttemptAt")).isFalse();
    assertThat(handoff.has("lastError")).isFalse();
  }

  @Test
  void showsTheIdOfTheCall() {
    JsonNode handoff =
        shown(
            "\"kind\": \"callback\", \"visitor\": {\"email\": \"b@example.test\"},"
                + " \"callback\": {\"phone\": \"+15145550100\", \"time\": \"tomorrow at 3 PM\","
                + " \"timeZone\": \"America/Toronto\"}");

    assertThat(handoff.at("/zoho/callId").asText())
        .isEqualTo(zoho.calls().get(zoho.calls().size() - 1).path("id").asText());
    assertThat(steps(handoff)).contains("contact done", "call done", "read-back done");
  }

  @Test
  void showsTheIdOfTheConversation() {
    JsonNode handoff = shown("\"kind\": \"chat\"");

    assertThat(handoff.at("/zoho/conversationId").asText())
        .isEqualTo(zoho.conversations().get(zoho.conversations().size() - 1).path("id").asText());
    assertThat(steps(handoff)).contains("conversation done", "read-back done");
  }

  @Test
  void showsWhenItIsTriedAgainAndWhy() {
    zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK, "POST", "^/tickets$"));
    Instant asked = Instant.now();

    JsonNode handoff = shown("\"kind\": \"ticket\", \"visitor\": {\"email\": \"c@example.test\"}");

    assertThat(handoff.path("state").asText()).isEqualTo("retrying");
    assertThat(handoff.path("attempts").asInt()).isEqualTo(1);
    assertThat(Instant.parse(handoff.path("nextAttemptAt").asText()))
        .isBetween(asked.plusSeconds(20), Instant.now().plusSeconds(40));
    assertThat(handoff.at("/lastError/code").asText()).isNotEmpty();
    assertThat(handoff.at("/lastError/message").asText()).contains("POST /tickets");
    assertThat(handoff.at("/lastError/retryable").asBoolean()).isTrue();
    assertThat(handoff.at("/lastError/step").asText()).isEqualTo("ticket");
    assertThat(steps(handoff)).contains("contact done").contains("ticket uncertain");
    assertThat(handoff.at("/zoho/contactId").asText()).isNotEmpty();
    assertThat(handoff.path("zoho").has("ticketId")).isFalse();
  }

  @Test
  void showsWhyItIsParkedAndWhatMendsIt() {
    zoho.faults()
        .add(
            Fault.answer(
                    422,
                    "{\"errorCode\": \"INVALID_DATA\", \"message\": \"The data is invalid\","
                        + "\"errors\":[{\"fieldName\":\"/subject\",\"errorType\":\"invalid\"}]}")
                .on(Side.DESK, "POST", "^/tickets$"));

    JsonNode handoff = shown("\"kind\": \"ticket\", \"visitor\": {\"email\": \"d@example.test\"}");

    assertThat(handoff.path("state").asText()).isEqualTo("parked");
    assertThat(handoff.has("nextAttemptAt")).isFalse();
    assertThat(handoff.at("/lastError/code").asText()).contains("INVALID_DATA");
    assertThat(handoff.at("/lastError/message").asText()).contains("/subject");
    assertThat(handoff.at("/lastError/retryable").asBoolean(true)).isFalse();
    assertThat(handoff.at("/lastError/remedy").asText()).isNotEmpty();
    assertThat(steps(handoff)).contains("ticket failed");
  }

  @Test
  void findsTheHandoffByItsIdInAnyCase() {
    JsonNode handoff = shown("\"kind\": \"chat\"");
    String id = handoff.path("id").asText();

    assertThat(gateway.get("/api/handoffs/" + id.toUpperCase(Locale.ROOT)).json())
        .isEqualTo(handoff);
  }

  @Test
  void takesTheIdFromThePathAlone() {
    String id = shown("\"kind\": \"chat\"").path("id").asText();
    String unknown = "/api/handoffs/" + UUID.randomUUID();

    Gateway.Answer answer = gateway.send("GET", unknown + "?id=" + id, null, Map.of("id", id));

    assertThat(answer.status()).isEqualTo(404);
  }
}
