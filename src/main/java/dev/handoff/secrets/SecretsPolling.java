package dev.handoff.secrets;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Looks at the files of secrets again and again while the gateway runs. By reading, not by notices
 * of the file system: these miss what is mounted from elsewhere, such as a Kubernetes Secret.
 */
final class SecretsPolling implements SmartLifecycle {

  private final Secrets secrets;
  private final Duration every;
  private @Nullable ScheduledExecutorService thread;

  SecretsPolling(Secrets secrets, Duration every) {
    this.secrets = secrets;
    this.every = every;
  }

  @Override
  public synchronized void start() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread named = new Thread(work, "secrets");
              named.setDaemon(true);
              return named;
            });
    started.scheduleWithFixedDelay(
        secrets::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    thread = started;
  }

  @Override
  public synchronized void stop() {
    if (thread != null) {
      thread.shutdownNow();
      thread = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }
}
