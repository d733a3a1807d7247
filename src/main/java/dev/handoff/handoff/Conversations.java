package dev.handoff.handoff;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What was said in a conversation, and where its dialogue stands. */
public interface Conversations {

  /**
   * Runs {@code work} in one transaction that holds the conversation's row lock; the conversation
   * is opened when it is new. Two callers with the same key run one after the other, on any node.
   */
  <T> T locked(ConversationKey key, Function<OpenConversation, T> work);

  /**
   * The same with a conversation that was there, under whatever name it is now. Empty, with nothing
   * done, when its visitor was forgotten or it is gone.
   */
  <T> Optional<T> locked(ConversationId id, Function<OpenConversation, T> work);

  /**
   * A line of the history.
   *
   * @param number its place there, from 1; later lines have higher numbers
   */
  record NumberedLine(long number, TranscriptEntry entry) {}

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

    /**
     * What people on the human side wrote after the line of that number, oldest first, as far as
     * only the bot's answer brings it to the visitor and it is not older than two weeks.
     */
    List<NumberedLine> byAgents(long after);

    /**
     * Appends a line that says what happened.
     *
     * @param code what it was, for pages that say it in the visitor's language
     * @param subject what it happened to, such as a ticket's number
     * @param text the same in English
     */
    void note(String code, @Nullable String subject, String text);

    /** Who may speak to the visitor. */
    Ownership ownership();

    /** The bot platform that hears what the human side does, or null for the channel's own. */
    @Nullable String platform();

    /** Names the bot platform, by a word of at most 16 characters. */
    void tell(String platform);
  }
}
