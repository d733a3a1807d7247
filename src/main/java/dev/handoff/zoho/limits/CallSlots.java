package dev.handoff.zoho.limits;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.time.Duration;

/**
 * How many calls may be under way to one host. When Zoho says that there are too many, half of the
 * places are withheld, and given back one by one while calls succeed.
 */
final class CallSlots {

  private static final int SUCCESSES_FOR_ONE_MORE = 10;

  private final Bulkhead bulkhead;
  private final int most;
  private int toWithhold;
  private int withheld;
  private int successes;
  private volatile boolean jammed;

  CallSlots(String name, int most, Duration patience) {
    this.most = most;
    this.bulkhead =
        Bulkhead.of(
            name,
            BulkheadConfig.custom().maxConcurrentCalls(most).maxWaitDuration(patience).build());
  }

  /**
   * Takes a place, waiting for a moment. Once somebody has waited in vain, nobody waits any more
   * until a place was given back: a host that hangs must not hold the workers of the other one.
   */
  boolean tryEnter() {
    if (jammed && free() == 0) {
      return false;
    }
    boolean entered = bulkhead.tryAcquirePermission();
    jammed = !entered;
    return entered;
  }

  /** Gives the place back. */
  void leave() {
    jammed = false;
    synchronized (this) {
      if (withheld < toWithhold) {
        withheld++;
        return;
      }
    }
    bulkhead.onComplete();
  }

  /** Half as many from now on, but one at least. Those who are inside are not disturbed. */
  synchronized void cut() {
    toWithhold = most - Math.max(1, (most - toWithhold) / 2);
    successes = 0;
    while (withheld < toWithhold && free() > 0 && bulkhead.tryAcquirePermission()) {
      withheld++;
    }
  }

  /** A call succeeded; some of these give one place back. */
  synchronized void succeeded() {
    if (toWithhold > 0 && ++successes >= SUCCESSES_FOR_ONE_MORE) {
      successes = 0;
      toWithhold--;
      giveBack();
    }
  }

  synchronized void reset() {
    toWithhold = 0;
    giveBack();
  }

  private void giveBack() {
    while (withheld > toWithhold) {
      withheld--;
      bulkhead.onComplete();
    }
  }

  /** Calls under way. */
  synchronized int active() {
    return Math.max(0, most - free() - withheld);
  }

  /** Calls that may be under way now. */
  synchronized int allowed() {
    return most - toWithhold;
  }

  int most() {
    return most;
  }

  private int free() {
    return bulkhead.getMetrics().getAvailableConcurrentCalls();
  }
}
