package dev.handoff.intake.zobot;

import dev.handoff.callback.SpokenTime;
import dev.handoff.intake.zobot.DialogueTurn.Answered;
import dev.handoff.routing.Attendance;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A chat is asked for while nobody can take it: says until when, and offers another way. */
final class ClosedTalk {

  private final DialogueTexts.Failure texts;
  private final Speech speech;
  private final ZoneId defaultZone;

  ClosedTalk(DialogueTexts.Failure texts, Speech speech, ZoneId defaultZone) {
    this.texts = texts;
    this.speech = speech;
    this.defaultZone = defaultZone;
  }

  Answered insteadOfChat(DialogueState state, ZobotRequest request, Attendance now) {
    String reason =
        now.state() == Attendance.State.CLOSED
            ? "A chat was asked for outside business hours."
            : "A chat was asked for while no operator was free.";
    ZobotAnswer offer =
        speech.offer(
            state.audience(), why(state.audience(), now), List.of(Choice.CALLBACK, Choice.TICKET));
    return Answers.answered(
        state.with(state.wish().because(reason)).at(Stage.MENU), request, offer);
  }

  private String why(Audience audience, Attendance now) {
    if (now.state() == Attendance.State.NOBODY_FREE) {
      return texts.nobodyFree();
    }
    @Nullable Instant opens = now.opens();
    if (opens == null) {
      return texts.offlineHours();
    }
    String when = SpokenTime.of(opens.atZone(audience.zoneOr(defaultZone)), audience.language());
    return Sentence.fill(texts.closedUntil(), Map.of("opens", when));
  }
}
