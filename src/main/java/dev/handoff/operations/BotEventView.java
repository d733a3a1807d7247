package dev.handoff.operations;

import dev.handoff.handoff.BotEvent;
import dev.handoff.handoff.PlatformEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event for a bot platform as operators see it; what was said is in the conversation. */
final class BotEventView {

  private BotEventView() {}

  static Map<String, Object> of(BotEvent event) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("id", event.id());
    view.put("target", event.target());
    view.put("type", type(event.event()));
    view.put("conversationId", event.key().conversationId());
    view.put("state", event.state().wireName());
    view.put("attempts", event.attempts());
    put(view, "nextAttemptAt", time(event.nextAttemptAt()));
    put(view, "lastError", error(event));
    view.put("since", event.since().toString());
    view.put("createdAt", event.createdAt().toString());
    view.put("updatedAt", event.updatedAt().toString());
    return view;
  }

  static String type(PlatformEvent event) {
    if (event instanceof PlatformEvent.Assigned) {
      return "hitl.assigned";
    }
    return event instanceof PlatformEvent.Message ? "hitl.message" : "hitl.stopped";
  }

  private static @Nullable String time(@Nullable Instant moment) {
    return moment == null ? null : moment.toString();
  }

  private static @Nullable Map<String, Object> error(BotEvent event) {
    String code = event.errorCode();
    String message = event.errorMessage();
    return code == null || message == null ? null : Map.of("code", code, "message", message);
  }

  private static void put(Map<String, Object> view, String name, @Nullable Object value) {
    if (value != null) {
      view.put(name, value);
    }
  }
}
