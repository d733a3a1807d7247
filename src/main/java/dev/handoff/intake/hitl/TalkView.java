package dev.handoff.intake.hitl;

import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffError;
import dev.handoff.handoff.Operator;
import dev.handoff.handoff.Ownership;
import dev.handoff.handoff.Talk;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A conversation as a bot platform sees it (contract 4.3). */
final class TalkView {

  private TalkView() {}

  static Map<String, Object> of(String conversationId, Talk talk) {
    Ownership ownership = talk.ownership();
    Handoff handoff = talk.handoff();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("conversationId", conversationId);
    if (handoff != null) {
      view.put("handoffId", handoff.id().value());
      view.put("state", handoff.state().wireName());
    }
    view.put("owner", ownership.owner().wireName());
    put(view, "since", ownership.since());
    put(view, "reason", ownership.reason() == null ? null : ownership.reason().wireName());
    put(view, "operator", operator(ownership.operator()));
    put(view, "lastError", handoff == null ? null : error(handoff.lastError()));
    view.put(
        "messages",
        Map.of(
            "accepted", talk.accepted(),
            "delivered", talk.delivered(),
            "waiting", talk.waiting(),
            "parked", talk.parked(),
            "received", talk.received()));
    return view;
  }

  private static @Nullable Map<String, Object> operator(@Nullable Operator operator) {
    if (operator == null) {
      return null;
    }
    Map<String, Object> view = new LinkedHashMap<>();
    put(view, "id", operator.id());
    put(view, "name", operator.name());
    put(view, "email", operator.email());
    return view;
  }

  private static @Nullable Map<String, Object> error(@Nullable HandoffError error) {
    return error == null
        ? null
        : Map.of("code", error.code(), "message", error.message(), "retryable", error.retryable());
  }

  private static void put(Map<String, Object> view, String name, @Nullable Object value) {
    if (value != null) {
      view.put(name, value instanceof Map ? value : value.toString());
    }
  }
}
