package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The three deliveries, from the real route files to the simulated Zoho. */
class DeliveryTest {

  private static SimulatedZoho zoho;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    gateway = Gateway.start(zoho);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
  }

  private static JsonNode handoff(String rest) {
    Gateway.Answer answer =
        gateway.post(
            "/api/handoffs",
            "{\"channel\":\"api\",\"conversationId\":\"" + UUID.randomUUID() + "\"," + rest + "}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  @Test
  void opensOneTicketForATicketHandoff() {
    int before = zoho.tickets().size();

    JsonNode handoff =
        handoff("\"kind\":\"ticket\",\"visitor\":{\"email\":\"t1@example.test\"},\"reason\":\"x\"");

    assertThat(zoho.tickets()).hasSize(before + 1);
    assertThat(handoff.path("zoho").path("ticketId").asText())
        .isEqualTo(zoho.tickets().get(before).path("id").asText());
  }

  @Test
  void schedulesOneCallForACallbackHandoff() {
    int before = zoho.calls().size();

    JsonNode handoff =
        handoff(
            "\"kind\":\"callback\",\"visitor\":{\"email\":\"c1@example.test\"},"
                + "\"callback\":{\"phone\":\"+15145550100\",\"time\":\"tomorrow at 3 PM\","
                + "\"timeZone\":\"America/Toronto\"}");

    assertThat(zoho.calls()).hasSize(before + 1);
    assertThat(handoff.path("zoho").path("callId").asText()).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, %d", "1000, %d", "1, \"%d\"", "1000, \"%d\""})
  void schedulesTheCallForASecondOrMillisecondSince1970(long perSecond, String form) {
    Instant at = Instant.now().plus(Duration.ofDays(2)).truncatedTo(ChronoUnit.SECONDS);
    int before = zoho.calls().size();

    handoff(
        "\"kind\":\"callback\",\"visitor\":{\"email\":\"c2@example.test\"},"
            + "\"callback\":{\"phone\":\"+15145550100\",\"timeZone\":\"America/Toronto\",\"time\":"
            + form.formatted(at.getEpochSecond() * perSecond)
            + "}");

    JsonNode call = zoho.calls().get(before);
    assertThat(Instant.parse(call.path("startTime").asText())).isEqualTo(at);
    assertThat(call.path("description").asText()).contains(at.toString());
  }

  @Test
  void opensOneConversationForAChatHandoff() {
    int before = zoho.conversations().size();

    JsonNode handoff = handoff("\"kind\":\"chat\",\"visitor\":{\"email\":\"v1@example.test\"}");

    assertThat(zoho.conversations()).hasSize(before + 1);
    assertThat(handoff.path("zoho").path("conversationId").asText()).isNotEmpty();
  }

  @Test
  void showsAHandoffToARequestThatSendsNoLength() {
    JsonNode handoff = handoff("\"kind\":\"ticket\",\"visitor\":{\"email\":\"t2@example.test\"}");

    Gateway.Answer answer =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri("/api/handoffs/" + handoff.path("id").asText()))
                .version(HttpClient.Version.HTTP_1_1)
                .header("X-Api-Key", Gateway.API_KEY)
                .GET()
                .build());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("state").asText()).isEqualTo("delivered");
  }
}
