package dev.handoff.operations;

import static dev.handoff.operations.DeadLetterActs.TENANT;

import dev.handoff.handoff.Audit;
import dev.handoff.handoff.AuditEntry;
import dev.handoff.handoff.CallbackRequest;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffError;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffPast;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.JournalStep;
import dev.handoff.handoff.StepState;
import dev.handoff.operations.TimelineEntry.Tone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What happened to one handoff, in plain sentences and in order: its steps, who had the
 * conversation, what was said, what the bot was told and what operators did.
 */
@Component
final class Timeline {

  private static final int MOST = 200;

  private final Handoffs handoffs;
  private final HandoffPast past;
  private final Audit audit;

  Timeline(Handoffs handoffs, HandoffPast past, Audit audit) {
    this.handoffs = handoffs;
    this.past = past;
    this.audit = audit;
  }

  /** The entries, oldest first. */
  List<Map<String, Object>> of(Handoff handoff) {
    List<TimelineEntry> entries = new ArrayList<>();
    entries.add(received(handoff));
    TimelineEntry state = state(handoff);
    for (JournalStep step : handoffs.journal(handoff)) {
      if (state == null || !tellsOf(handoff, step)) {
        entries.add(step(step, handoff));
      }
    }
    entries.addAll(
        newest(past.ownerChanges(handoff, MOST + 1), each -> TalkEntries.owner(each, handoff)));
    entries.addAll(newest(past.after(handoff, MOST + 1), TalkEntries::said));
    entries.addAll(newest(past.unsent(handoff, MOST + 1), TalkEntries::unsent));
    entries.addAll(newest(past.botEvents(handoff, MOST + 1), TalkEntries::bot));
    List<AuditEntry> acts =
        new ArrayList<>(audit.newest(TENANT, handoff.id().value(), null, MOST + 1));
    Collections.reverse(acts);
    entries.addAll(newest(acts, Timeline::act));
    if (state != null) {
      entries.add(state);
    }
    return entries.stream()
        .sorted(Comparator.comparing(TimelineEntry::at))
        .map(TimelineEntry::view)
        .toList();
  }

  /** The newest ones, and a word where there are more. */
  private static <T> List<TimelineEntry> newest(
      List<T> oldestFirst, Function<T, TimelineEntry> words) {
    List<TimelineEntry> entries = new ArrayList<>();
    boolean more = oldestFirst.size() > MOST;
    oldestFirst.stream().skip(more ? 1 : 0).map(words).forEach(entries::add);
    if (more) {
      TimelineEntry first = entries.get(0);
      String text = "Earlier ones are left out; here are the newest " + MOST;
      entries.add(0, TimelineEntry.of(first.at(), first.about(), Tone.PLAIN, text, null));
    }
    return entries;
  }

  /** Whether the state says already that this step failed. */
  private static boolean tellsOf(Handoff handoff, JournalStep step) {
    HandoffError error = handoff.lastError();
    return step.state() == StepState.FAILED
        && error != null
        && step.name().equals(error.step())
        && handoff.state() != HandoffState.DELIVERED;
  }

  private static TimelineEntry received(Handoff handoff) {
    String from =
        switch (handoff.key().channel()) {
          case SALESIQ -> "Zobot";
          case HITL -> "the bot platform";
          case WEB -> "the web chat";
          case AGENT -> "the AI agent";
          case API -> "the API";
        };
    String reason = handoff.request().reason();
    return TimelineEntry.of(
        handoff.createdAt(),
        "received",
        Tone.PLAIN,
        "Received from " + from + wish(handoff),
        reason == null ? handoff.request().subject() : reason);
  }

  private static String wish(Handoff handoff) {
    HandoffKind kind = handoff.askedKind() == null ? handoff.kind() : handoff.askedKind();
    if (kind == null) {
      return "";
    }
    return switch (kind) {
      case CHAT -> ": the visitor wants to chat with a person";
      case CALLBACK -> ": the visitor wants to be called";
      case TICKET -> ": the visitor wants a ticket";
    };
  }

  private static TimelineEntry step(JournalStep step, Handoff handoff) {
    String noun = StepWords.noun(step.name());
    return switch (step.state()) {
      case DONE ->
          new TimelineEntry(
              step.at(),
              "step",
              isPartial(step) ? Tone.WAITING : Tone.GOOD,
              StepWords.done(step, handoff),
              null,
              step.name().equals("call") ? callAt(handoff) : null,
              step.name().equals("read-back") ? null : step.facts().get("webUrl"));
      case STARTED ->
          TimelineEntry.of(step.at(), "step", Tone.WAITING, "Begun: " + noun, step.detail());
      case FAILED ->
          TimelineEntry.of(
              step.at(),
              "step",
              Tone.BAD,
              StepWords.sentence(noun) + " did not succeed",
              step.detail());
      case UNCERTAIN ->
          TimelineEntry.of(
              step.at(),
              "step",
              Tone.WAITING,
              "Zoho gave no clear answer about "
                  + noun
                  + "; it is looked for before anything is repeated",
              step.detail());
    };
  }

  private static boolean isPartial(JournalStep step) {
    return step.facts().containsKey("transcriptLeftOut") || step.facts().containsKey("leftOpen");
  }

  private static @Nullable Instant callAt(Handoff handoff) {
    CallbackRequest callback = handoff.request().callback();
    return callback == null ? null : callback.startsAt();
  }

  private static TimelineEntry act(AuditEntry act) {
    String what =
        switch (act.act()) {
          case "replay" -> act.who() + " sent it again";
          case "discard" -> act.who() + " gave it up";
          default -> act.who() + ": " + act.act();
        };
    return TimelineEntry.of(act.at(), "operator", Tone.PLAIN, what, act.detail());
  }

  private static @Nullable TimelineEntry state(Handoff handoff) {
    HandoffError error = handoff.lastError();
    Instant settled = handoff.settledAt() == null ? handoff.updatedAt() : handoff.settledAt();
    if (handoff.state() == HandoffState.DELIVERED) {
      return TimelineEntry.of(
          settled, "state", Tone.GOOD, "Delivered: it is with the people", null);
    }
    if (error == null) {
      return null;
    }
    if (handoff.state() == HandoffState.PARKED) {
      return TimelineEntry.of(
          settled,
          "state",
          Tone.BAD,
          StepWords.failure(error) + "; it waits here for somebody to look after it",
          error.message());
    }
    return handoff.state() == HandoffState.RETRYING
        ? new TimelineEntry(
            handoff.updatedAt(),
            "state",
            Tone.WAITING,
            StepWords.failure(error),
            error.message(),
            handoff.nextAttemptAt(),
            null)
        : null;
  }
}
