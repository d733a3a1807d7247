package dev.handoff.intake.zobot;

import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Conversations;
import dev.handoff.handoff.Conversations.OpenConversation;
import dev.handoff.intake.AnswerService;
import dev.handoff.intake.zobot.DialogueTurn.Answered;
import dev.handoff.intake.zobot.DialogueTurn.Effect;
import dev.handoff.routing.Triggers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The answer service in the bot's dialogue (contract section 4.1): what would get the menu is asked
 * there first. Greetings, choices and whatever the dialogue itself has asked for are not.
 */
@Component
final class KnownAnswers {

  private final AnswerService service;
  private final Triggers triggers;
  private final Dialogue dialogue;
  private final DialogueBook book;
  private final Conversations conversations;

  KnownAnswers(
      AnswerService service,
      Triggers triggers,
      Dialogue dialogue,
      DialogueBook book,
      Conversations conversations) {
    this.service = service;
    this.triggers = triggers;
    this.dialogue = dialogue;
    this.book = book;
    this.conversations = conversations;
  }

  /**
   * What the service knows to that call, if it is one for the service. Takes its time, so that no
   * transaction may be open; what the call is taken for may have changed when this returns.
   */
  Optional<AnswerService.Answer> ask(
      ConversationKey key, ZobotRequest request, @Nullable String traceParent) {
    boolean asks =
        service.isThere()
            && !request.text().isEmpty()
            && conversations.locked(key, open -> isForMenu(open, request));
    return asks
        ? service.askQuickly(key.conversationId(), request.text(), traceParent)
        : Optional.empty();
  }

  private boolean isForMenu(OpenConversation open, ZobotRequest request) {
    if (open.ownership().owner().isHumanSide()) {
      return false;
    }
    DialogueState state = book.state(open);
    boolean left = state.stage() == Stage.HANDED_OVER;
    return isForMenu(dialogue.next(left ? state.operatorLeft() : state, request));
  }

  private static boolean isForMenu(DialogueTurn turn) {
    return turn instanceof Answered answered && answered.effect() == Effect.MENU;
  }

  /** The turn with what the service knows, where it is still one for the menu. */
  DialogueTurn instead(
      DialogueTurn turn, ZobotRequest request, Optional<AnswerService.Answer> known) {
    if (known.isEmpty() || !isForMenu(turn)) {
      return turn;
    }
    AnswerService.Answer answer = known.get();
    Answered menu = (Answered) turn;
    return triggers.isSure(answer.confidence())
        ? dialogue.answeredBy(menu, request, answer.text())
        : dialogue.unsure(menu, request);
  }
}
