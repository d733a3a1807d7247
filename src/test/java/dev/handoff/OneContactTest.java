package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import dev.handoff.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A visitor known by phone only, on two nodes, while Desk's search is far behind. Desk keeps e-mail
 * addresses unique but takes the same phone number twice.
 */
class OneContactTest {

  private static final AtomicInteger NUMBERS = new AtomicInteger(100);

  private static SimulatedZoho zoho;
  private static Gateway gateway;
  private static Gateway other;

  private final String phone = "+15145550" + NUMBERS.incrementAndGet();

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    zoho.searchDelay(Duration.ofHours(1));
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
    gateway = Gateway.start(zoho, database, Map.of());
    other = Gateway.start(zoho, database, Map.of());
  }

  @AfterAll
  static void stop() {
    other.close();
    gateway.close();
    zoho.close();
  }

  private String handOver(Gateway node, String conversation) {
    Gateway.Answer answer =
        node.post(
            "/api/handoffs",
            """
            {"channel": "api", "conversationId": "%s", "kind": "ticket", "reason": "Order late",
             "visitor": {"name": "Ana Roy", "phone": "%s"}}
            """
                .formatted(conversation, phone));
    assertThat(answer.status()).as(answer.text()).isIn(201, 202);
    return answer.json().path("id").asText();
  }

  private static String conversation() {
    return UUID.randomUUID().toString();
  }

  private static void awaitDelivery(String id) {
    await()
        .until(
            () -> gateway.get("/api/handoffs/" + id).json().path("state").asText(),
            "delivered"::equals);
  }

  private List<JsonNode> contacts() {
    return zoho.contacts().stream()
        .filter(contact -> contact.path("phone").asText().equals(phone))
        .toList();
  }

  @Test
  void isMadeOnceForHandoffsOfOneConversationOnTwoNodes() {
    String conversation = conversation();
    awaitDelivery(handOver(gateway, conversation));

    awaitDelivery(handOver(other, conversation));

    assertThat(contacts()).hasSize(1);
  }

  @Test
  void isMadeOnceForTwoConversationsAtTheSameTimeOnTwoNodes() {
    zoho.faults()
        .add(
            Fault.of(Fault.Kind.DELAY)
                .on(Side.DESK, "POST", "^/contacts$")
                .withDelay(Duration.ofMillis(700)));

    List<String> ids =
        Together.run(2, thread -> handOver(thread == 0 ? gateway : other, conversation()));

    ids.forEach(OneContactTest::awaitDelivery);
    assertThat(contacts()).hasSize(1);
  }
}
