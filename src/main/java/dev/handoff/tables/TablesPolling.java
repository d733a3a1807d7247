package dev.handoff.tables;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Looks at the tables again and again while the gateway runs. By reading, not by notices of the
 * file system: these miss what is mounted from elsewhere, such as a ConfigMap.
 */
final class TablesPolling implements SmartLifecycle {

  private final Tables tables;
  private final Duration every;
  private @Nullable ScheduledExecutorService thread;

  TablesPolling(Tables tables, Duration every) {
    this.tables = tables;
    this.every = every;
  }

  @Override
  public synchronized void start() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread named = new Thread(work, "tables");
              named.setDaemon(true);
              return named;
            });
    started.scheduleWithFixedDelay(
        tables::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
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
