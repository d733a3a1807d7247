package dev.handoff.handoff;

import java.util.Optional;

/** Looks at conversations with a person, and completes what is known of their visitor. */
public interface Talks {

  /** The conversation, or nothing when nobody has ever spoken in it. */
  Optional<Talk> find(ConversationKey conversation);

  /**
   * Completes what the handoff of a conversation knows of its visitor, for whatever comes after it,
   * such as the ticket instead of a missed chat. What is known already stays. Joins a running
   * transaction.
   */
  void introduce(ConversationKey conversation, Visitor visitor);
}
