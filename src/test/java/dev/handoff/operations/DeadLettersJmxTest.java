package dev.handoff.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import java.lang.management.ManagementFactory;
import java.util.UUID;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The MBean with which dead letters are handled in Hawtio. */
class DeadLettersJmxTest {

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

  private static long parked() {
    return Operator.post(
            gateway,
            "/jolokia",
            "{\"type\":\"read\",\"mbean\":\"dev.handoff:type=DeadLetters\",\"attribute\":\"Parked\"}")
        .json()
        .path("value")
        .asLong();
  }

  private static JsonNode exec(String operation, Object... arguments) {
    ObjectNode request = new ObjectMapper().createObjectNode();
    request.put("type", "exec");
    request.put("mbean", "dev.handoff:type=DeadLetters");
    request.put("operation", operation);
    request.set("arguments", new ObjectMapper().valueToTree(arguments));
    return Operator.post(gateway, "/jolokia", request.toString()).json();
  }

  private static String park() {
    zoho.faults()
        .add(
            Fault.answer(422, "{\"errorCode\":\"INVALID_DATA\"}")
                .on(Side.DESK, "POST", "/tickets$"));
    String id =
        gateway
            .post(
                "/api/handoffs",
                "{\"channel\":\"api\",\"conversationId\":\"%s\",\"kind\":\"ticket\",\"visitor\":{\"email\":\"%s@example.test\"}}"
                    .formatted(UUID.randomUUID(), UUID.randomUUID()))
            .json()
            .path("id")
            .asText();
    awaitState(id, "parked");
    return id;
  }

  private static void awaitState(String id, String state) {
    Awaitility.await()
        .until(
            () -> gateway.get("/api/handoffs/" + id).json().path("state").asText().equals(state));
  }

  private static JsonNode audited(String id) {
    return Operator.get(gateway, "/ops/api/audit?subject=" + id).json().path("items").path(0);
  }

  @Test
  void deadLettersAreListedMendedAndReplayedByTheOneWhoLoggedIn() {
    String id = park();

    assertThat(parked()).isPositive();
    JsonNode listed = exec("list", "ticket", "", "INVALID_DATA", 200).path("value");
    assertThat(listed.path("items").findValuesAsText("id")).contains(id);
    assertThat(exec("show", id).path("value").path("timeline").size()).isPositive();
    JsonNode wrong = exec("mendAndReplay", id, "no address", "", "", "");
    assertThat(wrong.path("status").asInt()).isNotEqualTo(200);
    assertThat(wrong.path("error").asText()).contains("/email is not an e-mail address");
    assertThat(exec("mendAndReplay", id, "", "", "", "Mended").path("value").asText())
        .isEqualTo("received");
    awaitState(id, "delivered");
    assertThat(exec("replay", id).path("error").asText()).contains("is delivered");
    assertThat(audited(id).path("who").asText()).isEqualTo(Gateway.OPS_USER);
    assertThat(audited(id).path("detail").asText()).contains("mended subject");
  }

  @Test
  void deadLettersAreDiscardedAndReplayedInBulk() {
    String spam = park();
    String lost = park();

    assertThat(exec("discard", spam, "").path("error").asText()).contains("/reason is required");
    assertThat(exec("discard", spam, "Spam").path("value").asText()).isEqualTo("discarded");
    JsonNode bulk = exec("replayAll", "ticket", "ticket", "INVALID_DATA", 10, "2.5").path("value");
    assertThat(bulk.path("replayed").asInt()).isEqualTo(1);
    awaitState(lost, "delivered");
    assertThat(exec("replay", "unknown").path("error").asText()).contains("no handoff of that id");
  }

  @Test
  void anActFromAJavaConsoleWithoutLoginIsAuditedAsJmx() throws Exception {
    String id = park();

    ManagementFactory.getPlatformMBeanServer()
        .invoke(
            new ObjectName("dev.handoff:type=DeadLetters"),
            "replay",
            new Object[] {id},
            new String[] {String.class.getName()});

    assertThat(audited(id).path("who").asText()).isEqualTo("jmx");
    awaitState(id, "delivered");
  }
}
