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
import java.time.Clock;
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
  private static final String MENU_TEXT =
      "How would you like to go on? Instant chat, schedule callback, or create ticket.";

  private final FollowUps followUps;
  private final Conversations conversations;
  private final Triggers triggers;
  private final AnswerService answers;
  private final WishDesk wishes;
  private final Clock clock;

  VisitorTalk(
      FollowUps followUps,
      Conversations conversations,
      Triggers triggers,
      AnswerService answers,
      WishDesk wishes,
      Clock clock) {
    this.followUps = followUps;
    this.conversations = conversations;
    this.triggers = triggers;
    this.answers = answers;
    this.wishes = wishes;
    this.clock = clock;
  }

  /** The words are stored before anybody is asked, and once for each message id. */
  Heard hear(String session, Saying saying) {
    ConversationKey key = ConversationKey.of(Channel.WEB, session);
    Words words = new Words(AuthorType.VISITOR, null, saying.text(), null, saying.messageId());
    FollowUps.Said said = followUps.say(key, words, null);
    if (said.ownership().owner().isHumanSide()) {
      return Heard.BY_PERSON;
    }
    if (said.repeated() && isAnswered(key)) {
      return Heard.BY_BOT;
    }
    return answer(key, saying);
  }

  /** A repeated message was heard by a node that may have died before it answered. */
  private boolean isAnswered(ConversationKey key) {
    return conversations.locked(
        key,
        conversation -> {
          List<TranscriptEntry> history = conversation.history();
          return history.get(history.size() - 1).author() != AuthorType.VISITOR;
        });
  }

  /** Whoever asks for a person gets one, whatever the bot may know. */
  private Heard answer(ConversationKey key, Saying saying) {
    Optional<Trigger> wish = triggers.of(saying.text(), null, saying.language());
    if (wish.isPresent()) {
      return wishes.triggered(key, saying, wish.get(), null);
    }
    Optional<AnswerService.Answer> answer = answers.ask(key.conversationId(), saying.text());
    if (answer.isEmpty()) {
      asBot(key, conversation -> conversation.note(MENU, null, MENU_TEXT));
      return Heard.BY_BOT;
    }
    double confidence = answer.get().confidence();
    Optional<Trigger> doubt = triggers.of(saying.text(), confidence, saying.language());
    if (doubt.isPresent()) {
      return wishes.triggered(key, saying, doubt.get(), confidence);
    }
    TranscriptEntry line =
        new TranscriptEntry(AuthorType.BOT, null, answer.get().text(), clock.instant());
    asBot(key, conversation -> conversation.append(List.of(line)));
    return Heard.BY_BOT;
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
