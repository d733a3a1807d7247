package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A create whose answer was lost or unclear: looked for, and made when it is not there. */
class LostAnswerTest {

  private static SimulatedZoho zoho;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    gateway = Gateway.start(zoho, TestDatabase.H2.fresh(), Map.of("HANDOFF_SYNC_WAIT", "10ms"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
  }

  @AfterEach
  void mend() {
    zoho.reset();
  }

  private static String order(String kind) {
    return gateway
        .post(
            "/api/handoffs",
            """
            {"channel":"api","conversationId":"%s","kind":"%s","visitor":{"email":"%s@example.test"},
             "callback":{"phone":"+15145550100","time":"tomorrow at 3 PM",
                         "timeZone":"America/Toronto"}}
            """
                .formatted(UUID.randomUUID(), kind, UUID.randomUUID()))
        .json()
        .path("id")
        .asText();
  }

  private static JsonNode handoff(String id) {
    return gateway.get("/api/handoffs/" + id).json();
  }

  private static void awaitDelivered(String id) {
    await()
        .untilAsserted(
            () ->
                assertThat(handoff(id).path("state").asText())
                    .as(handoff(id).toString())
                    .isEqualTo("delivered"));
  }

  @Test
  void schedulesTheCallThatDeskDidNotMake() {
    zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK, "POST", "/calls"));

    awaitDelivered(order("callback"));

    assertThat(zoho.calls()).hasSize(1);
  }

  @Test
  void opensTheTicketThatDeskDidNotMake() {
    zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK, "POST", "/tickets"));

    awaitDelivered(order("ticket"));

    assertThat(zoho.tickets()).hasSize(1);
  }

  @Test
  void saysThatTheConnectionWasLostAndNotThatTheGatewayFailed() {
    zoho.faults().add(Fault.of(Fault.Kind.RESET).on(Side.DESK, "POST", "/tickets").forEver());

    String id = order("ticket");

    await()
        .untilAsserted(
            () ->
                assertThat(handoff(id).path("lastError").path("code").asText())
                    .isEqualTo("connection_lost"));
    zoho.faults().clear();
    awaitDelivered(id);
  }
}
