package dev.handoff.delivery;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Ends the work of this node in good order: no new work items are taken, and those in hand are
 * finished while the routes still run, or handed back to the other nodes. Requests are answered 503
 * meanwhile. Camel stops in the next lower phase.
 */
@Component
final class OrderlyStop implements SmartLifecycle, DisposableBean {

  private static final int BEFORE_CAMEL_STOPS = Integer.MAX_VALUE - 50;

  private final Scheduler scheduler;
  private final Stopping stopping;
  private final WorkInHand work;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile boolean running;

  OrderlyStop(Scheduler scheduler, Stopping stopping, WorkInHand work) {
    this.scheduler = scheduler;
    this.stopping = stopping;
    this.work = work;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    stopping.begin();
    destroy();
    work.handBack();
  }

  /**
   * Also ends the scheduler's threads when the gateway never came to run; they would keep it alive.
   */
  @Override
  public void destroy() {
    if (stopped.compareAndSet(false, true)) {
      scheduler.stop();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return BEFORE_CAMEL_STOPS;
  }
}
