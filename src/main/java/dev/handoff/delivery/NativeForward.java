package dev.handoff.delivery;

import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.Handoff;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** A chat that SalesIQ hands over by itself: it is the visitor's own, and known by its ids. */
@Component
public final class NativeForward {

  /** The ids by which events of the chat name it (salesiq.md 1.2). */
  public Map<String, Object> facts(@Variable("delivery") Delivery delivery) {
    Handoff handoff = delivery.handoff();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("visitorConversationId", handoff.key().conversationId());
    String visit = handoff.request().channelRefs().visitId();
    if (visit != null) {
      facts.put("referenceId", visit);
    }
    return facts;
  }
}
