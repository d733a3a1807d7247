package dev.handoff.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BotEventWorkerTest {

  @Test
  void whoFindsNoPlaceComesAgainSoonWhenFewWait() {
    assertThat(BotEventWorker.pause(0, 0)).isEqualTo(Duration.ofMillis(500));
    assertThat(BotEventWorker.pause(0, 0.999)).isLessThanOrEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void theMoreWaitTheLaterEachComesAgain() {
    assertThat(BotEventWorker.pause(20, 0)).isEqualTo(Duration.ofMillis(1_500));
    assertThat(BotEventWorker.pause(1_000_000, 0)).isEqualTo(Duration.ofSeconds(5));
    assertThat(BotEventWorker.pause(1_000_000, 0.999))
        .isBetween(Duration.ofMillis(9_900), Duration.ofSeconds(10));
  }
}
