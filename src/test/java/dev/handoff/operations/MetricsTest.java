package dev.handoff.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.SalesIqVisitor;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The numbers under {@code /actuator/prometheus}. */
class MetricsTest {

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

  @AfterEach
  void mend() {
    zoho.faults().clear();
  }

  private static void hand(String channel, String kind) {
    Gateway.Answer answer =
        gateway.post(
            "/api/handoffs",
            "{\"channel\":\"%s\",\"conversationId\":\"%s\",\"kind\":\"%s\",\"visitor\":{\"email\":\"%s@example.test\"},\"reason\":\"x\"}"
                .formatted(channel, UUID.randomUUID(), kind, UUID.randomUUID()));
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
  }

  private static double count(String name, String channel, String kind) {
    return Operator.metric(gateway, name, "channel=\"" + channel + "\",kind=\"" + kind + "\"");
  }

  private static double calls(String side, String effect, String outcome) {
    return Operator.metric(
        gateway,
        "handoff_zoho_calls_seconds_count",
        "effect=\"%s\",outcome=\"%s\",side=\"%s\"".formatted(effect, outcome, side));
  }

  @Test
  void showsEveryCounterWithZeroFromTheStart() {
    for (String name : new String[] {"accepted", "delivered", "retrying", "parked"}) {
      assertThat(count("handoff_" + name + "_total", "hitl", "chat")).as(name).isZero();
      assertThat(count("handoff_" + name + "_total", "salesiq", "auto")).as(name).isZero();
    }
  }

  @Test
  void countsAnAcceptedAndDeliveredHandoffByKindAndChannel() {
    hand("web", "ticket");

    assertThat(count("handoff_accepted_total", "web", "ticket")).isEqualTo(1);
    await().until(() -> count("handoff_delivered_total", "web", "ticket") == 1);
    assertThat(count("handoff_accepted_total", "web", "chat")).isZero();
  }

  @Test
  void countsAHandoffWhoseKindTheRouterChoosesAsAutoWhenAccepted() {
    hand("hitl", "auto");

    assertThat(count("handoff_accepted_total", "hitl", "auto")).isEqualTo(1);
    await()
        .until(
            () ->
                count("handoff_delivered_total", "hitl", "ticket")
                        + count("handoff_delivered_total", "hitl", "chat")
                    == 1);
    assertThat(count("handoff_delivered_total", "hitl", "auto")).isZero();
  }

  @Test
  void countsEveryRetry() {
    zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK, "GET", "/contacts").times(2));

    hand("agent", "ticket");

    await().until(() -> count("handoff_delivered_total", "agent", "ticket") == 1);
    assertThat(count("handoff_retrying_total", "agent", "ticket")).isEqualTo(2);
    assertThat(count("handoff_accepted_total", "agent", "ticket")).isEqualTo(1);
  }

  @Test
  void countsAParkedHandoff() {
    zoho.faults()
        .add(
            Fault.answer(422, "{\"errorCode\":\"INVALID_DATA\",\"message\":\"no\"}")
                .on(Side.DESK, "POST", "/tickets"));

    gateway.post(
        "/api/handoffs",
        "{\"channel\":\"salesiq\",\"conversationId\":\"p1\",\"kind\":\"ticket\",\"visitor\":{\"email\":\"p@example.test\"}}");

    await().until(() -> count("handoff_parked_total", "salesiq", "ticket") == 1);
    assertThat(calls("desk", "create", "refused")).isPositive();
  }

  @Test
  void timesCallsBySideEffectAndOutcome() {
    zoho.faults().add(Fault.of(Fault.Kind.TOKEN_REJECTED).on(Side.DESK, "POST", "/tickets"));
    zoho.faults().add(Fault.of(Fault.Kind.CONCURRENCY_LIMIT).on(Side.DESK, "GET", "/tickets"));

    double waits = calls("desk", "repeatable", "wait");

    hand("api", "ticket");

    await().until(() -> count("handoff_delivered_total", "api", "ticket") == 1);
    assertThat(calls("desk", "create", "token_rejected")).isEqualTo(1);
    assertThat(calls("desk", "repeatable", "wait")).isGreaterThan(Double.isNaN(waits) ? 0 : waits);
    assertThat(calls("desk", "create", "done")).isPositive();
  }

  @Test
  void timesCallsWithoutAClearAnswerAsUnknown() {
    zoho.faults()
        .add(Fault.of(Fault.Kind.COMMIT_THEN_RESET).on(Side.SALESIQ, "POST", "/conversations"));

    hand("api", "chat");

    await().until(() -> count("handoff_delivered_total", "api", "chat") == 1);
    assertThat(calls("visitor", "create", "unknown")).isEqualTo(1);
    assertThat(calls("salesiq", "repeatable", "done")).isPositive();
  }

  @Test
  void showsHowThisNodeStandsWithEachHostOfZoho() {
    hand("api", "ticket");

    assertThat(Operator.metric(gateway, "handoff_zoho_circuit", "side=\"desk\",state=\"closed\""))
        .isEqualTo(1);
    assertThat(Operator.metric(gateway, "handoff_zoho_circuit", "side=\"salesiq\",state=\"open\""))
        .isZero();
    await().until(() -> Operator.metric(gateway, "handoff_zoho_parallel", "side=\"desk\"") == 0);
    assertThat(Operator.metric(gateway, "handoff_zoho_parallel_allowed", "side=\"salesiq\""))
        .isEqualTo(5);
    assertThat(Operator.metric(gateway, "handoff_zoho_credits_remaining", "side=\"desk\""))
        .isBetween(90_000.0, 100_000.0);
    assertThat(Operator.metric(gateway, "handoff_zoho_credits_spent", "side=\"desk\""))
        .isPositive();
  }

  @Test
  void showsTheBacklogOfTheDatabase() {
    zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK, "POST", "/calls").forEver());
    gateway.post(
        "/api/handoffs",
        "{\"channel\":\"api\",\"conversationId\":\"b1\",\"kind\":\"callback\",\"visitor\":{\"email\":\"b@example.test\"},"
            + "\"callback\":{\"phone\":\"+15145550100\",\"time\":\"tomorrow at 3 PM\",\"timeZone\":\"America/Toronto\"}}");

    await().until(() -> Operator.metric(gateway, "handoff_backlog", "") >= 1);

    zoho.faults().clear();
    await().until(() -> Operator.metric(gateway, "handoff_backlog", "") == 0);
  }

  private static double seconds(String timer, String labels) {
    return Operator.metric(gateway, "handoff_" + timer + "_seconds_count", labels);
  }

  @Test
  void timesHowLongAHandoffTakesUntilItIsStoredAndUntilItIsDelivered() {
    double stored = seconds("acceptance", "channel=\"agent\"");
    double delivered = seconds("delivery", "kind=\"chat\"");

    hand("agent", "chat");

    assertThat(seconds("acceptance", "channel=\"agent\"")).isEqualTo(stored + 1);
    await().until(() -> seconds("delivery", "kind=\"chat\"") == delivered + 1);
    assertThat(
            Operator.metric(
                gateway, "handoff_acceptance_seconds_bucket", "channel=\"agent\",le=\"5.0\""))
        .isEqualTo(stored + 1);
    assertThat(Operator.metric(gateway, "handoff_acceptance_seconds_sum", "channel=\"agent\""))
        .isPositive();
  }

  /** The Zobot's turn runs on a thread of its own. */
  @Test
  void timesTheAcceptanceOfTheBotInSalesIqToo() {
    double stored = seconds("acceptance", "channel=\"salesiq\"");
    SalesIqVisitor ada = SalesIqVisitor.at(gateway);

    gateway.post("/webhook/salesiq", ada.message("talk to a human").toString());

    assertThat(seconds("acceptance", "channel=\"salesiq\"")).isEqualTo(stored + 1);
  }

  @Test
  void timesTheFirstOperatorAndTheFirstWordsOfEachHandoffOnce() {
    String assigned = "how=\"assigned\",kind=\"chat\"";
    String replied = "how=\"replied\",kind=\"chat\"";
    zoho.postEventsTo(gateway.uri("/webhook/salesiq/events"));
    hand("agent", "chat");
    var chats = zoho.conversations();
    String chat = chats.get(chats.size() - 1).path("id").asText();

    zoho.operatorJoins(chat);
    zoho.operatorSays(chat, "Hello");
    zoho.operatorSays(chat, "How can I help?");

    await()
        .until(
            () ->
                Operator.metric(
                        gateway,
                        "handoff_human_events_total",
                        "event=\"replied\",outcome=\"applied\",source=\"salesiq\"")
                    == 2);
    await().until(() -> seconds("first_person", assigned) == 1);
    assertThat(seconds("first_person", replied)).isEqualTo(1);
  }

  @Test
  void countsRefusedWebhooksByTheirEntry() {
    String desk = "door=\"desk\",outcome=\"unauthorised\"";
    double before = seconds("requests", desk);

    gateway.post("/api/zoho/webhook", "{\"ticketId\":\"1\",\"content\":\"x\"}");

    await().until(() -> seconds("requests", desk) == before + 1);
  }

  @Test
  void showsTheConditionOfEachCredentialAndItsRefreshes() {
    hand("agent", "chat");

    String ordinary = "credential=\"ordinary\"";
    String well = "condition=\"well\"," + ordinary;
    await().until(() -> Operator.metric(gateway, "handoff_zoho_token_refreshes", ordinary) >= 1);
    assertThat(Operator.metric(gateway, "handoff_zoho_token", well)).isEqualTo(1);
    assertThat(Operator.metric(gateway, "handoff_zoho_token_budget", ordinary)).isEqualTo(9);
    assertThat(Operator.metric(gateway, "handoff_database_up", "")).isEqualTo(1);
  }
}
