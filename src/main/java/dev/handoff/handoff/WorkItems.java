package dev.handoff.handoff;

/** The queue of conversations that have something to do. */
public interface WorkItems {

  /**
   * Makes sure that a worker looks at the conversation, at once even where one is to look at it
   * later anyway. Part of the running transaction: it takeseffect with its commit, and then at once
   * on this node.
   */
  void schedule(ConversationId conversation);
}
