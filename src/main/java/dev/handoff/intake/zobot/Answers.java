package dev.handoff.intake.zobot;

import dev.handoff.intake.zobot.DialogueTurn.Answered;
import dev.handoff.intake.zobot.DialogueTurn.Effect;

/** Ties an answer to the call it answers. */
final class Answers {

  private Answers() {}

  static Answered answered(DialogueState state, ZobotRequest request, ZobotAnswer answer) {
    return of(state, request, answer, Effect.ANSWERED);
  }

  /**
   * The operator has the word; that is all the bot says, because SalesIQ documents no answer
   * without replies (sheet section 5.5).
   */
  static Answered leftAlone(DialogueState state, ZobotRequest request, ZobotAnswer said) {
    return of(state, request, said, Effect.LEFT_ALONE);
  }

  static Answered of(DialogueState state, ZobotRequest request, ZobotAnswer answer, Effect effect) {
    return new Answered(state.remembering(request.requestId(), answer), answer, effect);
  }
}
