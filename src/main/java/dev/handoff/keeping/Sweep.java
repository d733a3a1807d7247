package dev.handoff.keeping;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One kind of thing that is removed when it is old enough. */
interface Sweep {

  /**
   * What one go did.
   *
   * @param removed how many rows of which kind went
   * @param failed how often something could not be removed; it comes again at the next look
   * @param more whether there may be more to do
   */
  record Swept(Map<String, Long> removed, long failed, boolean more) {}

  /** The kinds that it may remove, as they are counted; the first one names the sweep. */
  List<String> what();

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
