package dev.handoff.handoff;

import java.time.Instant;

/** The queue of agents' replies of which only the id is known; they are read at Desk. */
public interface ThreadReads {

  /**
   * Makes sure that some node reads the thread. Durable when this returns; asked for again, it is
   * read once.
   *
   * @param told when Desk told of it
   */
  void schedule(String ticketId, String threadId, Instant told);
}
