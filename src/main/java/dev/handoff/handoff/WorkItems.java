package dev.handoff.handoff;

/** The queue of conversations that have something to do. */
public interface WorkItems {

  /**
   * Makes sure that a worker looks at the conversation. Part of the running transaction: it takes
   * effect with its commit, and then at once on this node.
   */
  void schedule(ConversationId conversation);
}
