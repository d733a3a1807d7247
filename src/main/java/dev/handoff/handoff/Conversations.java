package dev.handoff.handoff;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was said in a conversation, and where its dialogue stands. */
public interface Conversations {

  /**
   * Runs {@code work} in one transaction that holds the conversation's row lock; the conversation
   * is opened when it is new. Two callers with the same key run one after the other, on any node.
   */
  <T> T locked(ConversationKey key, Function<OpenConversation, T> work);

  /** A conversation whose row is locked by the running transaction. */
  interface OpenConversation {

    ConversationId id();

    ConversationKey key();

    /** The dialogue's state as it was last kept, as JSON. */
    @Nullable String dialogue();

    void keepDialogue(String json);

    /** Appends lines to the history. */
    void append(List<TranscriptEntry> lines);

    /** The whole history, oldest first. */
    List<TranscriptEntry> history();
  }
}
