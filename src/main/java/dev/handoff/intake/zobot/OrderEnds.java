package dev.handoff.intake.zobot;

import dev.handoff.handoff.Handoff;
import dev.handoff.intake.HandoffView;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * What became of an order, told from its handoff. What exists at Zoho is told as done, even where
 * the handoff waits for an operator because of something after it.
 */
@Component
final class OrderEnds {

  private final HandoffView view;

  OrderEnds(HandoffView view) {
    this.view = view;
  }

  OrderOutcome of(Order order, Handoff handoff) {
    if (handoff.state().isOpen()) {
      return OrderOutcome.pending();
    }
    if (!view.isServed(handoff)) {
      return OrderOutcome.refused();
    }
    Map<String, String> zoho = view.zoho(handoff);
    return switch (order.kind()) {
      case TICKET -> OrderOutcome.ticket(zoho.get("ticketNumber"));
      case CALLBACK -> OrderOutcome.call(zoho.get("callId"));
      case CHAT -> OrderOutcome.chat(zoho.get("conversationId"));
    };
  }
}
