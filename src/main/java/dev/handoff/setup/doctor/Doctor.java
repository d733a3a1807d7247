package dev.handoff.setup.doctor;

import dev.handoff.handoff.NodeClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Runs every {@link Check} of the gateway. One round at a time on a node: who asks meanwhile waits
 * for the same report, and a report serves for ten seconds, so that nobody can make the gateway
 * hammer Zoho by asking often.
 */
@Component
public final class Doctor {

  /** A round takes no longer, whatever hangs. */
  static final Duration WHOLE = Duration.ofSeconds(28);

  private static final Duration REUSED = Duration.ofSeconds(10);

  private final List<Check> checks;
  private final NodeClock clock;
  private final LongSupplier counter;
  private final ReentrantLock one = new ReentrantLock();
  private @Nullable Report last;
  private long lastAt;

  @Autowired
  Doctor(List<Check> checks, NodeClock clock) {
    this(checks, clock, System::nanoTime);
  }

  Doctor(List<Check> checks, NodeClock clock, LongSupplier counter) {
    this.checks = List.copyOf(checks);
    this.clock = clock;
    this.counter = counter;
  }

  /** Looks at everything; is back within half a minute, and never throws for what it finds. */
  public Report run() {
    one.lock();
    try {
      if (last == null || counter.getAsLong() - lastAt > REUSED.toNanos()) {
        last = new Report(clock.time().instant(), Round.of(checks, WHOLE));
        lastAt = counter.getAsLong();
      }
      return last;
    } finally {
      one.unlock();
    }
  }

  /** The same without the checks of these names, which somebody else has made; never reused. */
  public Report runWithout(List<String> names) {
    List<Check> others = checks.stream().filter(check -> !names.contains(check.name())).toList();
    return new Report(clock.time().instant(), Round.of(others, WHOLE));
  }
}
