package dev.handoff.handoff;

/**
 * Tells every node that a web chat has something new, so that nobody has to ask the database again
 * and again. Only the fact travels, never what was said: who is told reads what is stored.
 *
 * <p>Delivery is at most once and only while this node hears the others; a subscriber looks for
 * itself after {@link Subscriber#mayHaveMissed()}, and now and then.
 */
public interface MessageNews {

  /**
   * Tells it when the running transaction commits, or at once when none is running. Conversations
   * of other channels have nobody who waits for this, and nothing is told.
   */
  void changed(ConversationKey conversation);

  /** The same for a caller who knows the conversation by the gateway's own id. */
  void changed(ConversationId conversation);

  /** From now on {@code subscriber} hears what any node tells. */
  void subscribe(Subscriber subscriber);

  /** Whether news of all nodes are heard at this moment; if not, one has to ask the database. */
  boolean isListening();

  /** Is called on a thread of the news' own, which it must not hold up. */
  interface Subscriber {

    void changed(ConversationKey conversation);

    /** News may have been lost; called after each time that this node heard nothing. */
    void mayHaveMissed();
  }
}
