package dev.handoff.relay;

import dev.handoff.handoff.BotEvent;
import dev.handoff.handoff.PlatformEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** An event as the bot's callback gets it (contract 4.3): {@code type}, {@code timestamp}, data. */
@Component
public final class BotEventBodies {

  public Map<String, Object> body(@Variable("botWork") BotWork work) {
    BotEvent event = work.event();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("conversationId", event.key().conversationId());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", fill(event.event(), data));
    body.put("timestamp", event.event().at().toString());
    body.put("data", data);
    return body;
  }

  private static String fill(PlatformEvent event, Map<String, Object> data) {
    if (event instanceof PlatformEvent.Assigned assigned) {
      data.put("operator", assigned.operator());
      return "hitl.assigned";
    }
    if (event instanceof PlatformEvent.Message message) {
      data.put("messageId", message.messageId());
      data.put("text", message.text());
      data.put("operator", message.operator());
      return "hitl.message";
    }
    PlatformEvent.Stopped stopped = (PlatformEvent.Stopped) event;
    data.put("reason", stopped.reason());
    if (stopped.fallback() != null) {
      data.put("fallback", stopped.fallback());
    }
    return "hitl.stopped";
  }
}
