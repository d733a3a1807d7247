package dev.handoff.intake.zobot;

import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.intake.HandoffView;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What became of an order, told from its handoff. */
@Component
final class OrderEnds {

  private final HandoffView view;

  OrderEnds(HandoffView view) {
    this.view = view;
  }

  OrderOutcome of(Order order, Handoff handoff) {
    if (handoff.state() == HandoffState.DELIVERED) {
      Map<String, String> zoho = view.zoho(handoff);
      return switch (order.kind()) {
        case TICKET -> OrderOutcome.ticket(zoho.get("ticketNumber"));
        case CALLBACK -> OrderOutcome.call(zoho.get("callId"));
        case CHAT -> OrderOutcome.chat(zoho.get("conversationId"));
      };
    }
    return handoff.state().isOpen() ? OrderOutcome.pending() : OrderOutcome.refused();
  }
}
