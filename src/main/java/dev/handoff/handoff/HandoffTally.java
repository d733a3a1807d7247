package dev.handoff.handoff;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many handoffs there are, on all nodes together. Each method is one query. */
public interface HandoffTally {

  /**
   * What is still to be done.
   *
   * @param open handoffs that a worker has or will take up again
   * @param oldest when the oldest of them was accepted
   */
  record Backlog(long open, @Nullable Instant oldest) {}

  /** Reads the open handoffs alone, so it stays cheap however many were delivered. */
  Backlog backlog(String tenant);

  /**
   * What waits, for a worker or for a person.
   *
   * @param open as in {@link Backlog}
   * @param retrying those of the open ones that failed and come again
   * @param parked handoffs given up, waiting for a person
   * @param oldest as in {@link Backlog}
   */
  record Waiting(long open, long retrying, long parked, @Nullable Instant oldest) {}

  /** Reads the handoffs that are neither delivered nor discarded. */
  Waiting waiting(String tenant);

  /** Counts every handoff kept; states without any are there with 0. */
  Map<HandoffState, Long> byState(String tenant);
}
