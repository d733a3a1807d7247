package dev.handoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.SalesIqVisitor;
import dev.handoff.testing.TestDatabase;
import dev.handoff.testing.TestOrder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A node stops with a delivery in hand: another one goes on with it at once. A take-over would take
 * minutes here.
 */
class HandBackTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
  private SimulatedZoho zoho;
  private Gateway other;

  @BeforeEach
  void start() {
    zoho = SimulatedZoho.start();
    other = node("10s");
    other.bean(Scheduler.class).pause();
  }

  @AfterEach
  void stop() {
    other.close();
    zoho.close();
  }

  private Gateway node(String finish) {
    Map<String, String> settings = new HashMap<>();
    settings.put("HANDOFF_TAKE_OVER", "10m");
    settings.put("handoff.delivery.finish", finish);
    settings.put("handoff.zoho.response-timeout-ms", "20000");
    settings.put("handoff.intake.zobot-wait", "200ms");
    settings.put("handoff.late-answer.repeat-unknown", "false");
    settings.put("camel.main.shutdown-timeout", "2");
    settings.put("spring.jmx.enabled", "false");
    return Gateway.start(zoho, database, settings);
  }

  private Handoff accept(Gateway node) {
    Handoff handoff = node.bean(Handoffs.class).accept(TestOrder.ticket().build()).handoff();
    await().atMost(PATIENCE).until(() -> zoho.faults().list().isEmpty());
    return handoff;
  }

  private Handoff awaitDelivered(Handoff handoff) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> other.bean(Handoffs.class).find("main", handoff.id()).orElseThrow(),
            now -> now.state() == HandoffState.DELIVERED);
  }

  @Test
  void deliveryEndsBetweenTwoStepsAndGoesOnElsewhere() {
    zoho.faults()
        .add(
            Fault.of(Kind.DELAY)
                .on(Side.DESK, "GET", "/contacts/search")
                .withDelay(Duration.ofSeconds(3)));
    Gateway stopping = node("4s");
    Handoff handoff = accept(stopping);

    stopping.close();
    NewAtZoho afterTheStop = NewAtZoho.of(zoho);
    assertThat(zoho.contacts()).hasSize(1);
    assertThat(zoho.tickets()).isEmpty();
    other.bean(Scheduler.class).resume();

    Handoff delivered = awaitDelivered(handoff);
    assertThat(delivered.attempts()).isZero();
    assertThat(delivered.claim()).isEqualTo(2);
    assertThat(zoho.tickets()).hasSize(1);
    assertThat(zoho.contacts()).hasSize(1);
    assertThat(afterTheStop.requests(Side.DESK, "GET", "/contacts/search")).isEmpty();
  }

  @Test
  void whatCannotBeFinishedInTimeIsFreeForOthersAtOnce() {
    zoho.faults().add(Fault.of(Kind.HANG).on(Side.DESK, "GET", "/contacts/search"));
    Gateway stopping = node("1s");
    Handoff handoff = accept(stopping);

    stopping.close();
    other.bean(Scheduler.class).resume();

    assertThat(awaitDelivered(handoff).claim()).isEqualTo(2);
    assertThat(zoho.tickets()).hasSize(1);
  }

  @Test
  void healthyDeliveryIsFinishedByTheNodeThatStops() {
    zoho.faults()
        .add(
            Fault.of(Kind.DELAY)
                .on(Side.DESK, "POST", "^/tickets$")
                .withDelay(Duration.ofSeconds(1)));
    Gateway stopping = node("20s");
    Handoff handoff = accept(stopping);

    stopping.close();

    Handoff now = other.bean(Handoffs.class).find("main", handoff.id()).orElseThrow();
    assertThat(now.state()).isEqualTo(HandoffState.DELIVERED);
    assertThat(now.claim()).isEqualTo(1);
  }

  /** Nobody knows whether it arrived; here that is not sent again. */
  @Test
  void lateAnswerThatWasBegunIsOfUnknownOutcomeForTheNextNode() {
    Gateway stopping = node("1s");
    SalesIqVisitor ada =
        SalesIqVisitor.at(stopping).seenBy(zoho).knowing("email", "ada@example.test");
    long outage = zoho.faults().add(Fault.of(Kind.SERVER_ERROR).on(Side.DESK).forEver());
    assertThat(ada.says("3").action()).isEqualTo("pending");
    zoho.faults().add(Fault.of(Kind.HANG).on(Side.SALESIQ, "POST", "/response$"));
    zoho.faults().remove(outage);
    await().atMost(PATIENCE).until(() -> zoho.faults().list().isEmpty());

    stopping.close();
    other.bean(Scheduler.class).resume();

    JdbcClient db = other.bean(JdbcClient.class);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                db.sql("select state from late_answer")
                    .query(String.class)
                    .single()
                    .equals("owed"));
    ada.movesTo(other);
    assertThat(ada.says("any news?").text()).contains("About your earlier request", "is created");
    assertThat(zoho.requests().stream().filter(request -> request.path().endsWith("/response")))
        .hasSize(1);
  }

  /** Earlier it would fail with it, and pull it away from nodes that run. */
  @Test
  void startingNodeTakesWorkOnlyWhenItsRoutesRun() {
    Handoff handoff = other.bean(Handoffs.class).accept(TestOrder.ticket().build()).handoff();

    try (Gateway starting = node("10s")) {
      assertThat(awaitDelivered(handoff).claim()).isEqualTo(1);
    }
  }
}
