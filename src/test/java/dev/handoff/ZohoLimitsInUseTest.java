package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.JournalStep;
import dev.handoff.handoff.StepState;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.ConfigFolders;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.TestOrder;
import dev.handoff.zoho.ZohoAnswer;
import dev.handoff.zoho.ZohoHost;
import dev.handoff.zoho.limits.ZohoLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a handoff meets at the gate before Zoho, in the running gateway. */
class ZohoLimitsInUseTest {

  private static Bench bench;

  @BeforeAll
  static void start() {
    String config = ConfigFolders.withTables(Map.of("retry.yaml", "outage: { span: 5h }"));
    bench =
        Bench.start(
            Map.of(
                "HANDOFF_SYNC_WAIT", "0s",
                "HANDOFF_RETRY_SPAN", "3h",
                "handoff.config", config,
                "HANDOFF_TAKE_OVER", "8h",
                "handoff.zoho.limits.desk-parallel", "2",
                "handoff.zoho.limits.patience", "10ms"));
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @BeforeEach
  void reset() {
    bench.reset();
    bench.deliver(TestOrder.ticket());
    bench.deliver(TestOrder.chat());
  }

  private static Handoff waiting(Handoff handoff, String code) {
    return bench.await(
        handoff,
        now ->
            now.state() == HandoffState.RETRYING
                && now.lastError() != null
                && now.lastError().code().equals(code));
  }

  /** A call under way whose answer will ask for a pause. */
  private static void sent() {
    bench.gateway().bean(ZohoLimits.class).enter(ZohoHost.DESK, null);
  }

  private static void answered(Duration pause) {
    bench
        .gateway()
        .bean(ZohoLimits.class)
        .left(
            ZohoHost.DESK,
            null,
            new ZohoAnswer.Wait("THRESHOLD_EXCEEDED", "no", pause, true),
            Duration.ZERO);
  }

  @Test
  void othersDoNotKnockWhileDeskAskedForAPause() {
    bench.fault(
        Fault.of(Kind.DAILY_LIMIT)
            .on(Side.DESK, "POST", "/tickets$")
            .withHeaders(Map.of("Retry-After", "120")));
    Handoff first = bench.await(bench.accept(TestOrder.ticket()), HandoffState.RETRYING);
    NewAtZoho after = NewAtZoho.of(bench.zoho());

    Handoff second = waiting(bench.accept(TestOrder.callback()), "zoho_pause");
    Handoff chat = bench.deliver(TestOrder.chat());

    assertThat(first.attempts()).isEqualTo(1);
    assertThat(second.attempts()).isZero();
    assertThat(second.nextAttemptAt()).isAfter(bench.clock().instant().plusSeconds(100));
    assertThat(second.lastError().message()).contains("THRESHOLD_EXCEEDED");
    assertThat(chat.attempts()).isZero();
    assertThat(after.requests(Side.DESK, "GET", ".*")).isEmpty();
    bench.clock().advance(Duration.ofSeconds(150));
    assertThat(bench.await(first, HandoffState.DELIVERED).attempts()).isEqualTo(1);
    assertThat(bench.await(second, HandoffState.DELIVERED).attempts()).isZero();
  }

  @Test
  void aCreateThatIsHeldBackWasNeverSentAndNeedsNoLookUp() {
    bench.fault(
        Fault.of(Kind.DELAY).on(Side.DESK, "POST", "/contacts$").withDelay(Duration.ofSeconds(1)));
    NewAtZoho before = NewAtZoho.of(bench.zoho());
    sent();
    Handoff handoff = bench.accept(TestOrder.ticket());
    await().until(() -> !before.requests(Side.DESK, "GET", ".*/contacts/search").isEmpty());
    answered(Duration.ofSeconds(60));

    Handoff held = waiting(handoff, "zoho_pause");

    assertThat(steps(held))
        .filteredOn(step -> step.state() != StepState.DONE)
        .extracting(JournalStep::state)
        .containsExactly(StepState.FAILED);
    bench.clock().advance(Duration.ofSeconds(70));
    bench.await(held, HandoffState.DELIVERED);
    assertThat(before.requests(Side.DESK, "GET", ".*/contacts/\\d+/tickets")).isEmpty();
    assertThat(before.tickets()).hasSize(1);
  }

  private static List<JournalStep> steps(Handoff handoff) {
    return bench.gateway().bean(Handoffs.class).journal(handoff);
  }

  @Test
  void parksWhoWaitedAtTheGateForLongerThanTheSpan() {
    sent();
    sent();
    answered(Duration.ofHours(2));
    Handoff handoff = waiting(bench.accept(TestOrder.ticket()), "zoho_pause");
    answered(Duration.ofHours(6));

    bench.clock().advance(Duration.ofHours(4));

    Handoff parked = bench.await(handoff, HandoffState.PARKED);
    assertThat(parked.lastError().code()).isEqualTo("zoho_pause");
    assertThat(parked.lastError().remedy())
        .startsWith("It has waited longer than HANDOFF_RETRY_SPAN");
  }

  @Test
  void waitsAtTheGateForAsLongAsTheSpanInTheTableOfRetries() {
    sent();
    sent();
    Handoff handoff = waiting(bench.accept(TestOrder.ticket()), "too_many_calls");

    bench.clock().advance(Duration.ofHours(4));
    Instant later = bench.clock().instant();
    Handoff waits =
        bench.await(
            handoff,
            now ->
                now.state() == HandoffState.PARKED
                    || (now.nextAttemptAt() != null && now.nextAttemptAt().isAfter(later)));
    assertThat(waits.state()).isEqualTo(HandoffState.RETRYING);
    bench.clock().advance(Duration.ofHours(2));

    assertThat(bench.await(handoff, HandoffState.PARKED).lastError().remedy())
        .isEqualTo(
            "It has waited longer than outage.span in retry.yaml (5h)."
                + " Replay once the cause is gone.");
    answered(Duration.ZERO);
    answered(Duration.ZERO);
  }

  @Test
  void moreHandoffsThanPlacesAreAllServedWithoutLosingAttempts() {
    NewAtZoho fresh = NewAtZoho.of(bench.zoho());
    bench.fault(Fault.of(Kind.DELAY).on(Side.DESK).withDelay(Duration.ofMillis(60)).times(80));

    List<Handoff> all =
        IntStream.range(0, 20).mapToObj(each -> bench.accept(TestOrder.ticket())).toList();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              bench.clock().advance(Duration.ofMillis(200));
              return all.stream().allMatch(one -> bench.now(one).state() == HandoffState.DELIVERED);
            });
    assertThat(all).allSatisfy(one -> assertThat(bench.now(one).attempts()).isZero());
    assertThat(fresh.tickets()).hasSize(20);
  }

  @Test
  void startsHandoffsOneByOneWhenCreditsRunLowAndShowsThem() {
    bench.zoho().deskCredits(100);
    NewAtZoho fresh = NewAtZoho.of(bench.zoho());
    bench.deliver(TestOrder.ticket());
    List<Handoff> others =
        IntStream.range(0, 3).mapToObj(each -> bench.accept(TestOrder.ticket())).toList();
    others.forEach(one -> waiting(one, "credits_low"));

    JsonNode desk =
        bench
            .gateway()
            .send("GET", "/actuator/health", null, ops())
            .json()
            .path("components")
            .path("zoho");
    assertThat(desk.path("status").asText()).isEqualTo("UP");
    assertThat(desk.path("details").path("degraded").asBoolean()).isTrue();
    assertThat(desk.path("details").path("reason").asText())
        .contains("desk credits of the day run low (94 left)");
    assertThat(desk.path("details").path("sides").path("desk").path("creditsLeft").asInt())
        .isEqualTo(94);
    assertThat(fresh.tickets()).hasSize(1);

    await()
        .until(
            () -> {
              bench.clock().advance(Duration.ofSeconds(20));
              return others.stream()
                  .allMatch(one -> bench.now(one).state() == HandoffState.DELIVERED);
            });
    assertThat(others).allSatisfy(one -> assertThat(bench.now(one).attempts()).isZero());
  }

  private static Map<String, String> ops() {
    return Map.of("Authorization", "Basic b3BzOm9wcy1wYXNzd29yZA==");
  }
}
