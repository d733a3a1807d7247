package dev.handoff.handoff;

/** The queue of promised answers. */
public interface LateAnswerItems {

  /**
   * Makes sure that a worker on some node keeps the promise. Part of the running transaction: it
   * takes effect with its commit.
   */
  void schedule(LateAnswerId promised);
}
