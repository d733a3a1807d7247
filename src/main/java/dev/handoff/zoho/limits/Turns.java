package dev.handoff.zoho.limits;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Gives those who have to wait times to come again, one after the other, so that a backlog does not
 * come back as one herd.
 */
final class Turns {

  private final Duration longestLine;
  private final RandomGenerator random;
  private Instant last = Instant.MIN;

  /**
   * @param longestLine whoever would have to come later than this after the first one gets any time
   *     within it
   */
  Turns(Duration longestLine, RandomGenerator random) {
    this.longestLine = longestLine;
    this.random = random;
  }

  /** The next turn, not before {@code earliest}. */
  synchronized Instant next(Instant earliest, Duration spacing) {
    Instant turn = last.isBefore(earliest) ? earliest : last.plus(spacing);
    if (turn.isAfter(earliest.plus(longestLine))) {
      return earliest.plus(part(longestLine));
    }
    last = turn;
    return turn.plus(part(spacing));
  }

  synchronized void forget() {
    last = Instant.MIN;
  }

  private Duration part(Duration whole) {
    return Duration.ofNanos((long) (whole.toNanos() * random.nextDouble()));
  }
}
