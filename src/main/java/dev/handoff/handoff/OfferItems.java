package dev.handoff.handoff;

import java.time.Instant;

/** The queue of conversations in which somebody must have come by a certain time. */
public interface OfferItems {

  /**
   * Makes sure that some node looks at that time whether a person came. Part of the running
   * transaction: it takes effect with its commit.
   */
  void schedule(ConversationId conversation, Instant until);
}
