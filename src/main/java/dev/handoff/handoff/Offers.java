package dev.handoff.handoff;

import java.time.Instant;
import java.util.Optional;

/** Chats that wait for somebody to take them. */
public interface Offers {

  /** The chat handoff of a conversation whose time is up while nobody has come; else nothing. */
  Optional<Handoff> overdue(ConversationId conversation);

  /** By when somebody must have come, while a chat waits for that. */
  Optional<Instant> until(ConversationId conversation);

  /**
   * Nobody has come: the visitor gets a callback or a ticket instead, and the chat at Zoho is
   * closed. Looks again under the lock, and does nothing when somebody came meanwhile.
   */
  void giveUp(Handoff chat);
}
