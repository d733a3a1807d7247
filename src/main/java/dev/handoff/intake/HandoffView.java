package dev.handoff.intake;

import dev.handoff.handoff.FollowUp;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffError;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.JournalStep;
import dev.handoff.handoff.StepState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A handoff as callers see it (contract 4.6). */
@Component
public final class HandoffView {

  private static final List<String> ZOHO_IDS =
      List.of("contactId", "ticketId", "ticketNumber", "callId", "conversationId");

  private final Handoffs handoffs;

  public HandoffView(Handoffs handoffs) {
    this.handoffs = handoffs;
  }

  /** All that a caller may know of it. */
  public Map<String, Object> of(Handoff handoff) {
    return of(handoff, handoffs.journal(handoff));
  }

  /** The same, with its journal at hand. */
  public Map<String, Object> of(Handoff handoff, List<JournalStep> journal) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", handoff.id().value());
    view.put("handoffId", handoff.id().value());
    view.put("channel", handoff.key().channel().wireName());
    view.put("conversationId", handoff.key().conversationId());
    view.put("kind", kind(handoff));
    put(view, "chosenBecause", because(journal));
    view.put("state", handoff.state().wireName());
    if (handoff.isErased()) {
      view.put("erased", true);
    }
    put(view, "reason", handoff.request().reason());
    view.put("zoho", zoho(journal));
    view.put("steps", steps(journal));
    view.put("attempts", handoff.attempts());
    put(view, "nextAttemptAt", text(handoff.nextAttemptAt()));
    put(view, "lastError", error(handoff));
    view.put("createdAt", handoff.createdAt().toString());
    view.put("updatedAt", handoff.updatedAt().toString());
    if (handoff.state() == HandoffState.DELIVERED) {
      put(view, "deliveredAt", text(handoff.settledAt()));
    }
    return view;
  }

  /** Why it became what it is, where the caller left that open. */
  private static @Nullable Object because(List<JournalStep> journal) {
    return journal.stream()
        .filter(step -> step.name().equals(JournalStep.CHOICE))
        .map(step -> step.facts().get("because"))
        .filter(why -> why != null)
        .findFirst()
        .orElse(null);
  }

  private static String kind(Handoff handoff) {
    FollowUp followUp = handoff.request().followUp();
    if (followUp != null) {
      return followUp.type().wireName();
    }
    HandoffKind kind = handoff.kind() == null ? handoff.askedKind() : handoff.kind();
    return kind == null ? "auto" : kind.wireName();
  }

  /**
   * Whether Zoho has what was asked for: delivered, or parked because of a step after the one that
   * made it.
   */
  public boolean isServed(Handoff handoff) {
    HandoffKind kind = handoff.kind();
    if (handoff.state() != HandoffState.PARKED || kind == null) {
      return handoff.state() == HandoffState.DELIVERED;
    }
    return zoho(handoff)
        .containsKey(
            switch (kind) {
              case TICKET -> "ticketId";
              case CALLBACK -> "callId";
              case CHAT -> "conversationId";
            });
  }

  /** The ids at Zoho that are known so far. */
  public Map<String, String> zoho(Handoff handoff) {
    return zoho(handoffs.journal(handoff));
  }

  private static Map<String, String> zoho(List<JournalStep> journal) {
    Map<String, String> ids = new LinkedHashMap<>();
    for (JournalStep step : journal) {
      if (step.state() == StepState.DONE) {
        ZOHO_IDS.stream()
            .filter(step.facts()::containsKey)
            .forEach(id -> ids.putIfAbsent(id, String.valueOf(step.facts().get(id))));
      }
    }
    return ids;
  }

  private static List<Map<String, Object>> steps(List<JournalStep> journal) {
    List<Map<String, Object>> steps = new ArrayList<>();
    for (JournalStep step : journal) {
      Map<String, Object> view = new LinkedHashMap<>();
      view.put("name", step.name());
      view.put("state", step.state().wireName());
      view.put("at", step.at().toString());
      put(view, "detail", step.facts().isEmpty() ? step.detail() : step.facts().toString());
      steps.add(view);
    }
    return steps;
  }

  private static @Nullable Map<String, Object> error(Handoff handoff) {
    HandoffError error = handoff.lastError();
    if (error == null) {
      return null;
    }
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("code", error.code());
    view.put("message", error.message());
    view.put("retryable", error.retryable());
    put(view, "step", error.step());
    put(view, "remedy", error.remedy());
    return view;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static void put(Map<String, Object> view, String name, @Nullable Object value) {
    if (value != null) {
      view.put(name, value);
    }
  }
}
