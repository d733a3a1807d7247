package dev.handoff.keeping;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** One kind of thing that is removed when it is old enough. */
interface Sweep {

  /**
   * What one go did.
   *
   * @param removed how many rows of which kind went
   * @param more whether there may be more to do
   */
  record Swept(Map<String, Long> removed, boolean more) {}

  /** How long it is kept; 0 for ever. */
  Duration keep();

  /**
   * Removes some of what is older; what is not settled stays, however old it is.
   *
   * @param before what is of that moment or later stays
   * @param most at most so many of the kind
   */
  Swept sweep(Instant before, int most);
}
