package dev.handoff.intake.zobot;

import dev.handoff.handoff.ChannelRefs;
import dev.handoff.handoff.Conversations.OpenConversation;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffOrder;
import dev.handoff.handoff.HandoffRequest;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.IdempotencyKey;
import dev.handoff.handoff.Visitor;
import dev.handoff.intake.TraceParents;
import dev.handoff.intake.zobot.DialogueTurn.Ordered;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** From an order of the dialogue to a stored handoff; the same order again gives the same one. */
@Component
final class OrderPlacing {

  private final Handoffs handoffs;

  OrderPlacing(Handoffs handoffs) {
    this.handoffs = handoffs;
  }

  /** Joins the transaction that has the conversation open. */
  Handoff place(
      OpenConversation open, Ordered ordered, ZobotRequest request, @Nullable String traceParent) {
    Order order = ordered.order();
    boolean forward = order.transfer() == Transfer.FORWARD;
    HandoffRequest wish =
        new HandoffRequest(
            visitor(ordered.state().visitor(), order),
            order.words() == null ? order.reason() : order.words(),
            null,
            order.callback(),
            null,
            null,
            null,
            new ChannelRefs(request.visitId(), null, forward));
    return handoffs
        .accept(
            new HandoffOrder(
                open.key(),
                order.kind(),
                wish,
                List.of(),
                TraceParents.continueOrStart(traceParent),
                false,
                new IdempotencyKey("zobot", open.id().value() + "#" + order.number(), "order")))
        .handoff();
  }

  private static Visitor visitor(Visitor known, Order order) {
    String email = order.email() == null ? known.email() : order.email();
    return new Visitor(
        known.name(),
        email,
        known.phone(),
        known.language(),
        known.timeZone(),
        known.page(),
        known.crmContactId());
  }
}
