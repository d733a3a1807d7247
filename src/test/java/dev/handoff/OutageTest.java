package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.HandoffTally;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.sandbox.LoggedRequest;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.TestOrder;
import dev.handoff.zoho.ZohoHost;
import dev.handoff.zoho.limits.ZohoLimits;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Zoho is away for ten minutes while handoffs keep coming in. The ten minutes pass on the shared
 * clock in leaps; the work itself is done in real time.
 */
class OutageTest {

  private static final int CONVERSATIONS = 100;
  private static final int IN_EACH = 3;
  private static final int HANDOFFS = CONVERSATIONS * IN_EACH;
  private static final int LEAPS = 20;
  private static final Duration LEAP = Duration.ofSeconds(30);

  private static Bench bench;

  @BeforeAll
  static void start() {
    bench =
        Bench.start(
            Map.of(
                "HANDOFF_SYNC_WAIT", "0s",
                "HANDOFF_RETRY_INITIAL", "5s",
                "HANDOFF_RETRY_MAX", "1h",
                // The clock leaps: a running work item must not look abandoned.
                "HANDOFF_TAKE_OVER", "8h",
                "handoff.zoho.response-timeout-ms", "1000"));
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  /** Nothing of one test may still be under way in the next one. */
  @AfterEach
  void drain() {
    bench.zoho().faults().clear();
    awaitWhileTimePasses(
        () ->
            Arrays.stream(HandoffState.values())
                .filter(HandoffState::isOpen)
                .allMatch(state -> count(state) == 0));
    bench.reset();
  }

  private static void awaitWhileTimePasses(BooleanSupplier condition) {
    await()
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(250))
        .until(
            () -> {
              bench.clock().advance(Duration.ofSeconds(1));
              return condition.getAsBoolean();
            });
  }

  /** Every call fails: an error, a reset, or silence until the gateway gives up. */
  private static void zohoGoesAway() {
    bench.fault(Fault.of(Kind.SERVER_ERROR).on(Side.DESK).forEver().withProbability(0.33));
    bench.fault(Fault.of(Kind.RESET).on(Side.DESK).forEver().withProbability(0.5));
    bench.fault(Fault.of(Kind.HANG).on(Side.DESK).forEver());
  }

  @Test
  void losesNothingAndDoublesNothingAndCatchesUp() {
    for (int warm = 0; warm < 5; warm++) {
      bench.deliver(TestOrder.ticket());
    }
    NewAtZoho sent = NewAtZoho.of(bench.zoho());
    int threadsBefore = Thread.activeCount();
    zohoGoesAway();
    List<Handoff> accepted = new ArrayList<>();
    int mostThreads = 0;

    for (int leap = 0; leap < LEAPS; leap++) {
      accepted.addAll(accept(leap));
      bench.clock().advance(LEAP);
      awaitNothingIsDue();
      mostThreads = Math.max(mostThreads, Thread.activeCount());
    }
    int during = sent.requests().size();
    String circuit = bench.gateway().bean(ZohoLimits.class).status(ZohoHost.DESK).circuit();
    bench.zoho().faults().clear();
    awaitWhileTimePasses(
        () ->
            accepted.stream()
                .allMatch(handoff -> bench.now(handoff).state() == HandoffState.DELIVERED));

    assertThat(circuit).isIn("open", "half_open");
    assertThat(during).as("calls while Zoho was away").isLessThan(HANDOFFS / 2);
    assertThat(mostThreads).as("threads").isLessThan(threadsBefore + 40);
    assertThat(accepted).hasSize(HANDOFFS);
    assertThat(count(HandoffState.PARKED)).isZero();
    assertThat(subjects(sent)).hasSize(HANDOFFS).doesNotHaveDuplicates();
    assertThat(sent.tickets()).hasSize(HANDOFFS);
    inOrder(sent);
  }

  /** Every conversation gets its handoffs one leap after the other. */
  private static List<Handoff> accept(int leap) {
    return IntStream.range(0, HANDOFFS)
        .filter(number -> number * LEAPS / HANDOFFS == leap)
        .mapToObj(
            number ->
                bench.accept(
                    TestOrder.ticket()
                        .on(Channel.API, "outage-" + number % CONVERSATIONS)
                        .email("outage-" + number % CONVERSATIONS + "@example.test")
                        .subject(
                            "outage %03d %d"
                                .formatted(number % CONVERSATIONS, number / CONVERSATIONS))))
        .toList();
  }

  /** All that may be tried now has been tried, or was put off at the gate. */
  private static void awaitNothingIsDue() {
    await().pollInterval(Duration.ofMillis(20)).until(() -> dueWorkItems() == 0);
  }

  private static long dueWorkItems() {
    return bench
        .gateway()
        .bean(JdbcClient.class)
        .sql("select count(*) from scheduled_tasks where picked or execution_time <= :now")
        .param("now", bench.clock().instant().atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  private static long count(HandoffState state) {
    return bench.gateway().bean(HandoffTally.class).byState("main").getOrDefault(state, 0L);
  }

  private static List<String> subjects(NewAtZoho sent) {
    return sent.tickets().stream().map(ticket -> ticket.path("subject").asText()).toList();
  }

  private static void inOrder(NewAtZoho sent) {
    List<String> subjects = subjects(sent);
    for (int conversation = 0; conversation < CONVERSATIONS; conversation++) {
      String prefix = "outage %03d ".formatted(conversation);
      assertThat(subjects.stream().filter(subject -> subject.startsWith(prefix)))
          .containsExactly(prefix + 0, prefix + 1, prefix + 2);
    }
  }

  @Test
  void chatsGoOnWhileDeskHangs() {
    bench.deliver(TestOrder.chat());
    bench.fault(Fault.of(Kind.HANG).on(Side.DESK).forEver());
    IntStream.range(0, 50).forEach(each -> bench.accept(TestOrder.ticket()));

    Handoff chat = bench.accept(TestOrder.chat());

    assertThat(bench.await(chat, HandoffState.DELIVERED).attempts()).isZero();
  }

  @Test
  void showsWhyAHandoffWaitsAtAnOpenCircuitAndCountsNoAttempt() {
    bench.fault(Fault.of(Kind.SERVER_ERROR).on(Side.DESK).forEver());
    IntStream.range(0, 30).forEach(each -> bench.accept(TestOrder.ticket()));
    await()
        .until(
            () ->
                bench
                    .gateway()
                    .bean(ZohoLimits.class)
                    .status(ZohoHost.DESK)
                    .circuit()
                    .equals("open"));
    List<LoggedRequest> before = bench.zoho().requests();

    Handoff waiting =
        bench.await(
            bench.accept(TestOrder.ticket()),
            handoff ->
                handoff.lastError() != null && handoff.lastError().code().equals("circuit_open"));

    JsonNode shown = bench.gateway().get("/api/handoffs/" + waiting.id().value()).json();
    assertThat(shown.path("state").asText()).isEqualTo("retrying");
    assertThat(shown.path("attempts").asInt(-1)).isZero();
    assertThat(shown.path("nextAttemptAt").asText()).isNotEmpty();
    assertThat(shown.path("lastError").path("message").asText())
        .startsWith("desk was not asked: it fails since 20")
        .contains("INTERNAL_SERVER_ERROR");
    assertThat(shown.path("lastError").path("retryable").asBoolean()).isTrue();
    assertThat(bench.zoho().requests().size() - before.size()).isLessThan(10);
  }
}
