package dev.handoff.handoff;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Chats that wait for somebody to take them. */
public interface Offers {

  /** The chat handoff of a conversation whose time is up while nobody has come; else nothing. */
  Optional<Handoff> overdue(ConversationId conversation);

  /**
   * Decides under the conversation's row lock when to look again, so that no chat offered at the
   * same time is overlooked.
   *
   * @param decision gets by when somebody must have come, or nothing when no chat waits for that;
   *     runs inside the transaction that holds the lock
   */
  void decideNext(ConversationId conversation, Consumer<Optional<Instant>> decision);

  /**
   * Nobody has come: the visitor gets a callback or a ticket instead, and the chat at Zoho is
   * closed. Looks again under the lock, and does nothing when somebody came meanwhile.
   */
  void giveUp(Handoff chat);
}
