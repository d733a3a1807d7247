package dev.handoff.intake.zobot;

import dev.handoff.intake.zobot.DialogueTurn.Answered;
import java.util.List;

/**
 * SalesIQ could not do what it was told (sheet section 5.6): says why and offers another way. Never
 * answers with a second {@code forward}, which would go round in circles.
 */
final class FailureTalk {

  private final DialogueTexts.Failure texts;
  private final String withTeam;
  private final Speech speech;

  FailureTalk(DialogueTexts all, Speech speech) {
    this.texts = all.failure();
    this.withTeam = all.chat().withTeam();
    this.speech = speech;
  }

  Answered heard(DialogueState state, ZobotRequest request, ZobotFailure failure) {
    if (state.stage() == Stage.HANDED_OVER && !failure.isTransfer()) {
      return Answers.leftAlone(state, request, speech.say(withTeam));
    }
    Wish wish = state.wish();
    if (failure.isTransfer()) {
      wish = wish.because("The chat could not be transferred (" + said(failure) + ").");
    }
    // what was arranged stays arranged, even if the visitor could not be told
    Stage next = state.stage() == Stage.DONE ? Stage.DONE : Stage.MENU;
    return Answers.answered(state.with(wish).at(next), request, answer(state.audience(), failure));
  }

  private ZobotAnswer answer(Audience audience, ZobotFailure failure) {
    return switch (failure.cause()) {
      case OFFLINE_HOURS -> otherWays(audience, texts.offlineHours());
      case OPERATORS_NOT_AVAILABLE -> otherWays(audience, texts.nobodyFree());
      case INVALID_OPERATORS -> otherWays(audience, texts.invalidOperators());
      case MORE_THAN_MAX_LENGTH -> speech.menu(audience, texts.tooLong());
      case EXECUTION_FAILURE, UNKNOWN -> otherWays(audience, texts.execution());
    };
  }

  private ZobotAnswer otherWays(Audience audience, String why) {
    return speech.offer(audience, why, List.of(Choice.CALLBACK, Choice.TICKET));
  }

  private static String said(ZobotFailure failure) {
    String words = failure.words();
    return LongText.head(words == null ? failure.cause().name() : words, 200);
  }
}
