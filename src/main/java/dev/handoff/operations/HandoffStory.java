package dev.handoff.operations;

import static dev.handoff.operations.DeadLetterActs.TENANT;

import dev.handoff.handoff.Audit;
import dev.handoff.handoff.AuditEntry;
import dev.handoff.handoff.CallbackRequest;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffError;
import dev.handoff.handoff.HandoffSearch;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.JournalStep;
import dev.handoff.handoff.TranscriptEntry;
import dev.handoff.handoff.Visitor;
import dev.handoff.intake.HandoffView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One handoff with all that is kept of it, for an operator; visitors' data included. */
@Component
final class HandoffStory {

  private static final int MOST_ACTS = 200;

  private final Handoffs handoffs;
  private final HandoffSearch search;
  private final Audit audit;
  private final HandoffView view;

  HandoffStory(Handoffs handoffs, HandoffSearch search, Audit audit, HandoffView view) {
    this.handoffs = handoffs;
    this.search = search;
    this.audit = audit;
    this.view = view;
  }

  /** The fields of a list's item, then the rest. */
  Map<String, Object> of(Handoff handoff) {
    List<JournalStep> journal = handoffs.journal(handoff);
    List<AuditEntry> acts = audit.newest(TENANT, handoff.id().value(), null, MOST_ACTS);
    Map<String, Object> story = new LinkedHashMap<>(view.of(handoff, journal));
    story.put("correlation", handoff.correlation());
    put(story, "traceParent", handoff.traceParent());
    put(story, "subject", handoff.request().subject());
    put(story, "category", handoff.request().category());
    put(story, "priority", handoff.request().priority());
    put(story, "confidence", handoff.request().confidence());
    put(story, "department", handoff.mend().department());
    story.put("mended", handoff.mend().fields());
    if (!handoff.request().stepsTaken().isEmpty()) {
      story.put("stepsTaken", handoff.request().stepsTaken());
    }
    story.put("visitor", visitor(handoff.request().visitor()));
    put(story, "callback", callback(handoff.request().callback()));
    story.put("timeline", timeline(handoff, journal, acts));
    story.put("audit", acts.stream().map(HandoffStory::act).toList());
    story.put("transcript", search.transcript(handoff).stream().map(HandoffStory::line).toList());
    return story;
  }

  static Map<String, Object> visitor(Visitor visitor) {
    Map<String, Object> fields = new LinkedHashMap<>();
    put(fields, "name", visitor.name());
    put(fields, "email", visitor.email());
    put(fields, "phone", visitor.phone());
    put(fields, "language", visitor.language());
    put(fields, "timeZone", visitor.timeZone());
    put(fields, "page", visitor.page());
    put(fields, "crmContactId", visitor.crmContactId());
    return fields;
  }

  private static @Nullable Map<String, Object> callback(@Nullable CallbackRequest callback) {
    if (callback == null) {
      return null;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("phone", callback.phone());
    fields.put("startsAt", callback.startsAt().toString());
    fields.put("timeZone", callback.timeZone().getId());
    put(fields, "words", callback.words());
    return fields;
  }

  private record Event(Instant at, String what, @Nullable String step, @Nullable String detail) {

    Map<String, Object> view() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("at", at.toString());
      fields.put("event", what);
      put(fields, "step", step);
      put(fields, "detail", detail);
      return fields;
    }
  }

  private static List<Map<String, Object>> timeline(
      Handoff handoff, List<JournalStep> journal, List<AuditEntry> acts) {
    List<Event> events = new ArrayList<>();
    events.add(new Event(handoff.createdAt(), "accepted", null, null));
    for (JournalStep step : journal) {
      if (step.startedAt().isBefore(step.at())) {
        events.add(new Event(step.startedAt(), "step begun", step.name(), null));
      }
      String detail = step.facts().isEmpty() ? step.detail() : step.facts().toString();
      events.add(new Event(step.at(), "step " + step.state().wireName(), step.name(), detail));
    }
    for (AuditEntry act : acts) {
      events.add(new Event(act.at(), act.act(), null, "by " + act.who() + detail(act)));
    }
    HandoffState state = handoff.state();
    if (state != HandoffState.DISCARDED && state != HandoffState.RECEIVED) {
      events.add(state(handoff));
    }
    return events.stream().sorted(Comparator.comparing(Event::at)).map(Event::view).toList();
  }

  private static Event state(Handoff handoff) {
    HandoffError error = handoff.lastError();
    return new Event(
        handoff.updatedAt(),
        handoff.state().wireName(),
        error == null ? null : error.step(),
        error == null ? null : error.code() + ": " + error.message());
  }

  private static String detail(AuditEntry act) {
    return act.detail() == null || act.detail().isEmpty() ? "" : ": " + act.detail();
  }

  /** One entry of the audit. */
  static Map<String, Object> act(AuditEntry act) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", act.id());
    fields.put("at", act.at().toString());
    fields.put("who", act.who());
    fields.put("act", act.act());
    fields.put("subject", act.subject());
    put(fields, "detail", act.detail());
    return fields;
  }

  private static Map<String, Object> line(TranscriptEntry entry) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("author", entry.author().wireName());
    put(fields, "authorName", entry.authorName());
    fields.put("text", entry.text());
    put(fields, "at", entry.at() == null ? null : entry.at().toString());
    return fields;
  }

  private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }
}
