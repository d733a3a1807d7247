package dev.handoff.handoff;

import dev.handoff.handoff.Conversations.OpenConversation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What follows a handoff, from the visitor's side to the person's. */
public interface FollowUps {

  /**
   * What became of somebody's words; kept in the conversation's history in any case.
   *
   * @param ownership who has the conversation
   * @param entry the mailbox entry that carries them to the person; null when the bot has the
   *     conversation or they were said before
   * @param repeated whether the same message was said before
   */
  record Said(Ownership ownership, @Nullable HandoffId entry, boolean repeated) {}

  /**
   * Keeps the words, and sends them to the person if one has the conversation or was asked for; in
   * the order in which they come in, once each. One transaction; joins a running one.
   */
  Said say(ConversationKey conversation, Words words, @Nullable String traceParent);

  /** The same for words in a conversation whose row the running transaction has locked. */
  Said say(OpenConversation conversation, Words words, @Nullable String traceParent);

  /**
   * The channel itself could not bring the person, and has asked the visitor what to do instead:
   * the bot has the conversation again, and nothing else is done. Joins the running transaction.
   */
  void notBrought(OpenConversation conversation);

  /**
   * The bot takes the conversation back: the chat with the person is closed at Zoho after all that
   * was said before. Nothing happens when no person has it.
   *
   * @return the mailbox entry that closes the chat
   */
  Optional<HandoffId> stop(ConversationKey conversation, @Nullable String traceParent);

  /** The other messages of the same conversation that have reached the person since then. */
  List<Handoff> arrived(Handoff message, Instant since);

  /** Who has the conversation; the bot has one that nobody knows. */
  Ownership ownership(ConversationKey conversation);
}
