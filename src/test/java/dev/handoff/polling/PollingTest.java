package dev.handoff.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollingTest {

  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void looksAgainAfterALookThatFailed() {
    Polling polling =
        new Polling(
            "files",
            () -> {
              if (looks.incrementAndGet() == 1) {
                throw new IllegalStateException("the first look fails");
              }
            },
            Duration.ofMillis(1));
    polling.start();
    try {
      await().until(() -> looks.get() >= 2);
    } finally {
      polling.stop();
    }
    assertThat(polling.isRunning()).isFalse();
  }

  @Test
  void keepsNoThreadWhereItIsNeverToLook() {
    Polling polling = new Polling("never", looks::incrementAndGet, Duration.ZERO);

    polling.start();

    assertThat(polling.isRunning()).isFalse();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("never"));
    polling.stop();
  }
}
