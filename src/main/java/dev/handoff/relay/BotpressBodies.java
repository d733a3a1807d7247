package dev.handoff.relay;

import dev.handoff.handoff.BotEvent;
import dev.handoff.handoff.Operator;
import dev.handoff.handoff.PlatformEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/**
 * An event as Botpress's published integration {@code hitl-api} reads it (contract 4.3b). Its words
 * for the one who speaks is {@code remoteUserId}: the same one is the same user at Botpress.
 */
@Component
public final class BotpressBodies {

  private static final String NOBODY_IN_PARTICULAR = "operator";

  /** What of the event this is. */
  public String kind(@Variable("botWork") BotWork work) {
    PlatformEvent event = work.event().event();
    if (event instanceof PlatformEvent.Assigned) {
      return "assigned";
    }
    return event instanceof PlatformEvent.Message ? "message" : "stopped";
  }

  /** Whether the visitor is first told of another way; once, however often the rest fails. */
  public boolean isFallbackDue(@Variable("botWork") BotWork work) {
    BotEvent event = work.event();
    return event.event() instanceof PlatformEvent.Stopped stopped
        && stopped.fallback() != null
        && event.partsDone() == 0;
  }

  public Map<String, Object> assigned(@Variable("botWork") BotWork work) {
    BotEvent event = work.event();
    Map<String, Object> body = conversation(event);
    body.put("remoteUserId", user(((PlatformEvent.Assigned) event.event()).operator()));
    return body;
  }

  public Map<String, Object> message(@Variable("botWork") BotWork work) {
    BotEvent event = work.event();
    PlatformEvent.Message message = (PlatformEvent.Message) event.event();
    return text(event, user(message.operator()), message.text());
  }

  /** The sentence that tells the visitor of another way; the stop itself can carry none. */
  public Map<String, Object> fallback(@Variable("botWork") BotWork work) {
    BotEvent event = work.event();
    PlatformEvent.Fallback fallback = ((PlatformEvent.Stopped) event.event()).fallback();
    if (fallback == null) {
      throw new IllegalArgumentException("event " + event.id() + " has no fallback");
    }
    return text(event, NOBODY_IN_PARTICULAR, fallback.message());
  }

  public Map<String, Object> stopped(@Variable("botWork") BotWork work) {
    return conversation(work.event());
  }

  private static Map<String, Object> text(BotEvent event, String user, String text) {
    Map<String, Object> body = conversation(event);
    body.put("remoteUserId", user);
    body.put("messageType", "text");
    body.put("payload", Map.of("text", text));
    return body;
  }

  private static Map<String, Object> conversation(BotEvent event) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("remoteConversationId", event.key().conversationId());
    return body;
  }

  private static String user(Operator operator) {
    if (operator.id() != null) {
      return operator.id();
    }
    return operator.name() == null ? NOBODY_IN_PARTICULAR : operator.name();
  }
}
