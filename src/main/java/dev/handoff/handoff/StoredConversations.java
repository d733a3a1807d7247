package dev.handoff.handoff;

import java.util.Collection;
import java.util.Map;

/**
 * Reads conversations without locking them. Numbers are given under the conversation's row lock, so
 * those of one conversation are committed in their order: who has read up to a number has missed
 * nothing before it.
 */
public interface StoredConversations {

  /**
   * How it stands, with the messages that follow {@code after}; all of it as it was at one moment.
   *
   * @param after a message's number, 0 for the beginning
   * @param rows how many messages at most
   * @param characters no further message is added to a page that holds so many characters; the
   *     first one always comes
   * @return {@link StoredConversation#EMPTY} when there is no such conversation
   */
  StoredConversation read(ConversationKey conversation, long after, int rows, int characters);

  /** The number of the newest message of each; conversations that do not exist are left out. */
  Map<ConversationKey, Long> newest(Collection<ConversationKey> conversations);
}
