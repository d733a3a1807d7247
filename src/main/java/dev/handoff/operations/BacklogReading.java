package dev.handoff.operations;

import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.HandoffTally;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** The number of open handoffs for the metrics; asks the database at most every few seconds. */
@Component
final class BacklogReading {

  private static final Duration KEPT = Duration.ofSeconds(5);

  private final HandoffTally tally;
  private final Clock clock;
  private Instant readAgainAt = Instant.MIN;
  private double open = Double.NaN;

  BacklogReading(HandoffTally tally, Clock clock) {
    this.tally = tally;
    this.clock = clock;
  }

  /** Not a number while the database does not answer. */
  synchronized double open() {
    if (!clock.instant().isBefore(readAgainAt)) {
      open = read();
      readAgainAt = clock.instant().plus(KEPT);
    }
    return open;
  }

  private double read() {
    try {
      return tally.backlog(ConversationKey.DEFAULT_TENANT).open();
    } catch (DataAccessException e) {
      return Double.NaN;
    }
  }
}
