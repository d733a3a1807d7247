package dev.handoff.delivery;

import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Whether this node is about to end. A delivery in hand may first go on; half of the time to finish
 * later it ends with the step it is at, and another node goes on with the next one.
 */
@Component
final class Stopping {

  private final Duration grace;
  private volatile long since;
  private volatile boolean begun;

  Stopping(DeliveryProperties settings) {
    this.grace = settings.finish().dividedBy(2);
  }

  void begin() {
    since = System.nanoTime();
    begun = true;
  }

  /** Whether no further step may be begun. */
  boolean isOverdue() {
    return begun && System.nanoTime() - since >= grace.toNanos();
  }
}
