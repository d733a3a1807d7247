package dev.handoff.operations;

import dev.handoff.handoff.BotEvent;
import dev.handoff.handoff.FollowUp;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffError;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffPast.OwnerChange;
import dev.handoff.handoff.StoredMessage;
import dev.handoff.operations.TimelineEntry.Tone;
import org.jspecify.annotations.Nullable;

/** What happened in the conversation after it was handed over, in plain sentences. */
final class TalkEntries {

  private TalkEntries() {}

  static TimelineEntry owner(OwnerChange change, Handoff handoff) {
    String what = handoff.kind() == HandoffKind.CHAT ? "the chat" : "the conversation";
    String who = change.operator() == null ? "A person" : change.operator();
    return switch (change.to()) {
      case OFFERED ->
          TimelineEntry.of(
              change.at(), "owner", Tone.WAITING, "Offered to people; the bot is silent", null);
      case HUMAN -> TimelineEntry.of(change.at(), "owner", Tone.GOOD, who + " took " + what, null);
      case BOT, RELEASED ->
          TimelineEntry.of(change.at(), "owner", Tone.PLAIN, "Handed back to the bot", why(change));
    };
  }

  private static @Nullable String why(OwnerChange change) {
    if (change.reason() == null) {
      return null;
    }
    return switch (change.reason()) {
      case COMPLETED -> "The person ended it.";
      case MISSED -> "Nobody took it in time.";
      case VISITOR -> "The visitor ended it.";
      case ERROR -> "It could not be brought to a person.";
      case STOPPED -> "The bot took it back.";
    };
  }

  static TimelineEntry said(StoredMessage message) {
    String name = message.authorName();
    String who =
        switch (message.author()) {
          case VISITOR -> name == null ? "Visitor" : name;
          case BOT -> name == null ? "Bot" : name;
          case AGENT -> name == null ? "Agent" : name;
          case SYSTEM -> "Gateway";
        };
    return TimelineEntry.of(message.createdAt(), "said", Tone.SAID, who, message.content());
  }

  static TimelineEntry unsent(Handoff words) {
    FollowUp followUp = words.request().followUp();
    boolean close = followUp != null && followUp.type() == FollowUp.Type.CLOSE;
    String what = close ? "The end of the chat" : "Words of the visitor";
    HandoffError error = words.lastError();
    String detail = error == null ? null : StepWords.failure(error) + ". " + error.message();
    return switch (words.state()) {
      case PARKED ->
          TimelineEntry.of(
              words.updatedAt(), "follow-up", Tone.BAD, what + " could not be sent", detail);
      case DISCARDED ->
          TimelineEntry.of(
              words.updatedAt(), "follow-up", Tone.PLAIN, what + " will not be sent", detail);
      default ->
          new TimelineEntry(
              words.updatedAt(),
              "follow-up",
              Tone.WAITING,
              what + " on the way to Zoho",
              detail,
              words.nextAttemptAt(),
              null);
    };
  }

  static TimelineEntry bot(BotEvent event) {
    String what =
        switch (BotEventView.type(event.event())) {
          case "hitl.assigned" -> "that a person has the chat";
          case "hitl.message" -> "what the person wrote";
          default -> "that it has the chat again";
        };
    return switch (event.state()) {
      case SENT ->
          TimelineEntry.of(event.updatedAt(), "bot", Tone.PLAIN, "The bot was told " + what, null);
      case PARKED, DISCARDED ->
          TimelineEntry.of(
              event.updatedAt(),
              "bot",
              Tone.BAD,
              "The bot could not be told " + what,
              event.errorMessage());
      case WAITING, SENDING ->
          new TimelineEntry(
              event.updatedAt(),
              "bot",
              Tone.WAITING,
              "The bot is yet to be told " + what,
              event.errorMessage(),
              event.nextAttemptAt(),
              null);
    };
  }
}
