package dev.handoff.handoff;

import java.time.Instant;

/** The queue of events that wait for their conversation to be known. */
public interface KeptEventItems {

  /**
   * Makes sure that some node looks at that time, or earlier, whether the conversation is known by
   * now. Part of the running transaction: it takes effect with its commit.
   */
  void schedule(KeptEventId event, Instant when);
}
