package dev.handoff.webchat.widget;

import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Conversations;
import dev.handoff.handoff.Conversations.OpenConversation;
import dev.handoff.handoff.FollowUps;
import dev.handoff.handoff.TranscriptEntry;
import dev.handoff.handoff.Words;
import dev.handoff.intake.AnswerService;
import dev.handoff.routing.Trigger;
import dev.handoff.routing.Triggers;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * Hears what a visitor writes: words go to the person who has the conversation, else the bot
 * answers, or asks a person to. The bot never speaks while a person has the conversation or was
 * asked for.
 */
@Component
final class VisitorTalk {

  private static final String MENU = "menu";

  /** Names the bot's answer to a message, so that it is said once however often it was asked. */
  private static final String ANSWER_TO = "answer-to:";

  private static final String MENU_TEXT =
      "How would you like to go on? Instant chat, schedule callback, or create ticket.";

  private final FollowUps followUps;
  private final Conversations conversations;
  private final Triggers triggers;
  private final AnswerService answers;
  private final WishDesk wishes;
  private final WidgetLimits limits;

  VisitorTalk(
      FollowUps followUps,
      Conversations conversations,
      Triggers triggers,
      AnswerService answers,
      WishDesk wishes,
      WidgetLimits limits) {
    this.followUps = followUps;
    this.conversations = conversations;
    this.triggers = triggers;
    this.answers = answers;
    this.wishes = wishes;
    this.limits = limits;
  }

  /**
   * The words are stored before anybody is asked, and once for each message id.
   *
   * @param address where they come from
   * @throws TooManyRequests when a person would be asked for too often from there; the same message
   *     may be sent again
   */
  Heard hear(String session, Saying saying, String address) {
    ConversationKey key = ConversationKey.of(Channel.WEB, session);
    Words words = new Words(AuthorType.VISITOR, null, saying.text(), null, saying.messageId());
    FollowUps.Said said = followUps.say(key, words, null);
    if (said.ownership().owner().isHumanSide()) {
      return Heard.BY_PERSON;
    }
    if (said.repeated() && isAnswered(key)) {
      return Heard.BY_BOT;
    }
    return answer(key, saying, address);
  }

  /** A repeated message was heard by a node that may have died before it answered. */
  private boolean isAnswered(ConversationKey key) {
    return conversations.locked(key, conversation -> !isOpen(conversation));
  }

  private static boolean isOpen(OpenConversation conversation) {
    List<TranscriptEntry> history = conversation.history();
    return !history.isEmpty() && history.get(history.size() - 1).author() == AuthorType.VISITOR;
  }

  /** Whoever asks for a person gets one, whatever the bot may know. */
  private Heard answer(ConversationKey key, Saying saying, String address) {
    Optional<Trigger> wish = triggers.of(saying.text(), null, saying.language());
    if (wish.isPresent()) {
      limits.asks(address);
      return wishes.triggered(key, saying, wish.get(), null);
    }
    Optional<AnswerService.Answer> answer = answers.ask(key.conversationId(), saying.text());
    if (answer.isEmpty()) {
      asBot(key, this::showMenu);
      return Heard.BY_BOT;
    }
    double confidence = answer.get().confidence();
    Optional<Trigger> doubt = triggers.of(saying.text(), confidence, saying.language());
    if (doubt.isPresent()) {
      limits.asks(address);
      return wishes.triggered(key, saying, doubt.get(), confidence);
    }
    Words words =
        new Words(AuthorType.BOT, null, answer.get().text(), null, ANSWER_TO + saying.messageId());
    asBot(key, conversation -> followUps.say(conversation, words, null));
    return Heard.BY_BOT;
  }

  /** Who sent a message again while the bot was thinking gets the menu once. */
  private void showMenu(OpenConversation conversation) {
    if (isOpen(conversation)) {
      conversation.note(MENU, null, MENU_TEXT);
    }
  }

  /** Unless a person was asked for while the bot was thinking. */
  private void asBot(ConversationKey key, Consumer<OpenConversation> speech) {
    conversations.locked(
        key,
        conversation -> {
          if (!conversation.ownership().owner().isHumanSide()) {
            speech.accept(conversation);
          }
          return conversation;
        });
  }
}
