package dev.handoff.polling;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks at files again and again while the gateway runs. By reading, not by notices of the file
 * system: these miss what is mounted from elsewhere, such as a Kubernetes Secret or ConfigMap. A
 * look that fails is told in the log, and the next one comes all the same.
 */
public final class Polling implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Polling.class);

  private final String name;
  private final Runnable look;
  private final Duration every;
  private @Nullable ScheduledExecutorService thread;

  /**
   * Begins with the application, and ends with it.
   *
   * @param name what is looked at; the thread's name
   * @param every how long after one look the next begins; the first one too; 0 for never
   */
  public Polling(String name, Runnable look, Duration every) {
    this.name = name;
    this.look = look;
    this.every = every;
  }

  @Override
  public synchronized void start() {
    if (every.isZero()) {
      return;
    }
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread named = new Thread(work, name);
              named.setDaemon(true);
              return named;
            });
    var unused =
        started.scheduleWithFixedDelay(
            this::once, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    thread = started;
  }

  private void once() {
    try {
      look.run();
    } catch (RuntimeException failure) {
      LOG.warn("The {} could not be looked at and stay as they were", name, failure);
    }
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
