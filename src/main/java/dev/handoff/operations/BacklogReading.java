package dev.handoff.operations;

import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.HandoffTally;
import dev.handoff.handoff.HandoffTally.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** What waits, for the metrics; asks the database at most every few seconds. */
@Component
final class BacklogReading {

  private static final Duration KEPT = Duration.ofSeconds(5);

  private final HandoffTally tally;
  private final Clock clock;
  private Instant readAgainAt = Instant.MIN;
  private @Nullable Waiting waiting;

  BacklogReading(HandoffTally tally, Clock clock) {
    this.tally = tally;
    this.clock = clock;
  }

  /** Not a number while the database does not answer. */
  double number(ToDoubleFunction<Waiting> of) {
    Waiting now = waiting();
    return now == null ? Double.NaN : of.applyAsDouble(now);
  }

  /** Seconds since the oldest open handoff was accepted; 0 when there is none. */
  double oldest() {
    return number(now -> age(now.oldest()));
  }

  /** Whether the database answered when it was asked last. */
  boolean isAnswered() {
    return waiting() != null;
  }

  private double age(@Nullable Instant oldest) {
    return oldest == null
        ? 0
        : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1e3);
  }

  private synchronized @Nullable Waiting waiting() {
    if (!clock.instant().isBefore(readAgainAt)) {
      waiting = read();
      readAgainAt = clock.instant().plus(KEPT);
    }
    return waiting;
  }

  private @Nullable Waiting read() {
    try {
      return tally.waiting(ConversationKey.DEFAULT_TENANT);
    } catch (DataAccessException | TransactionException away) {
      return null;
    }
  }
}
