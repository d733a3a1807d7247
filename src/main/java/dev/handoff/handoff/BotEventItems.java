package dev.handoff.handoff;

/** The queue of conversations that have events for a bot platform. */
public interface BotEventItems {

  /**
   * Makes sure that a worker looks at the conversation's events. Part of the running transaction:
   * it takes effect with its commit, and then at once on this node.
   */
  void schedule(ConversationId conversation);
}
