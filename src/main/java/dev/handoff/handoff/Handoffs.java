package dev.handoff.handoff;

import java.util.List;
import java.util.Optional;

/** Accepting handoffs and looking at them. What is accepted here is durable and gets delivered. */
public interface Handoffs {

  /**
   * Stores conversation, transcript, handoff and work item in one commit. The same idempotency key,
   * or a second order for a conversation that gets one handoff only, gives the first handoff again
   * and stores nothing. What the visitor told before in the conversation completes the request;
   * what is told with it is known from then on. Joins a running transaction.
   *
   * @throws IdempotencyKeyReusedException when the key was used with another body
   */
  Accepted accept(HandoffOrder order);

  /**
   * Tells the handoff that has the conversation how its visitor can be reached: whoever works on it
   * already reads it among the visitor's words, and later handoffs know it. Joins a running
   * transaction.
   */
  void introduce(ConversationKey conversation, Visitor visitor);

  /** The handoff of that id. */
  Optional<Handoff> find(String tenant, HandoffId id);

  /** Whether it is a chat of SalesIQ's own that SalesIQ forwards: its visitor reads it there. */
  default boolean isForwarded(String tenant, HandoffId id) {
    return find(tenant, id)
        .filter(chat -> chat.request().channelRefs().nativeForward())
        .isPresent();
  }

  /** The newest handoff of that kind in a conversation that nobody discarded. */
  Optional<Handoff> newest(ConversationKey conversation, HandoffKind kind);

  /** The newest handoff of a conversation, of any kind; follow-ups belong to another one. */
  Optional<HandoffId> newest(ConversationKey conversation);

  /** The steps so far, in the order in which they were first begun. */
  List<JournalStep> journal(Handoff handoff);

  /** Keeps the first answer to an idempotency key, and tells which one that is. */
  StoredAnswer remember(String tenant, IdempotencyKey key, StoredAnswer answer);
}
