package dev.handoff.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.handoff.HandoffTrends;
import dev.handoff.handoff.ParkedBotEvents;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Many consoles at one database. */
class OverviewTest {

  private static final Instant NOW = Instant.parse("2027-03-04T20:00:00Z");
  private static final TimeRange HOUR =
      new TimeRange(NOW.minus(Duration.ofHours(1)), NOW, Duration.ofMinutes(1));
  private static final TimeRange DAY =
      new TimeRange(NOW.minus(Duration.ofDays(1)), NOW, Duration.ofMinutes(30));

  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CompletableFuture<Void> database = new CompletableFuture<>();

  /** The first question hangs; the others are answered at once. */
  private final HandoffTrends trends =
      (HandoffTrends)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {HandoffTrends.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("standing") && asked.incrementAndGet() == 1) {
                  begun.countDown();
                  database.get(20, TimeUnit.SECONDS);
                }
                return List.of();
              });

  private final ParkedBotEvents bots =
      (ParkedBotEvents)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {ParkedBotEvents.class},
              (proxy, method, arguments) -> List.of());

  private final Overview overview = new Overview(trends, bots, new ZohoCallLog(Clock.systemUTC()));

  @Test
  void oneTimeThatHangsHoldsUpNoOther() throws Exception {
    CompletableFuture<?> hour = CompletableFuture.supplyAsync(() -> overview.of(HOUR, NOW));
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

    assertThat(CompletableFuture.supplyAsync(() -> overview.of(DAY, NOW)))
        .succeedsWithin(Duration.ofSeconds(10));
    assertThat(hour).isNotDone();
    database.complete(null);
    assertThat(hour).succeedsWithin(Duration.ofSeconds(10));
  }

  @Test
  void afterAFailureItIsCountedAnew() {
    database.completeExceptionally(new IllegalStateException("away"));

    assertThatThrownBy(() -> overview.of(HOUR, NOW)).isNotNull();
    assertThat(overview.of(HOUR, NOW)).containsKey("standing");
    assertThat(asked).hasValue(2);
  }
}
