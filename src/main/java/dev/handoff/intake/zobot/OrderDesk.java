package dev.handoff.intake.zobot;

import dev.handoff.handoff.CallbackRequest;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.intake.zobot.DialogueTurn.Ordered;
import org.jspecify.annotations.Nullable;

/** Turns what the dialogue found out into an order, and the state into one that awaits it. */
final class OrderDesk {

  private final Transfer transfer;

  OrderDesk(Transfer transfer) {
    this.transfer = transfer;
  }

  Ordered chat(DialogueState state, ZobotRequest request) {
    return place(
        state,
        request,
        HandoffKind.CHAT,
        transfer,
        state.visitor().email(),
        null,
        "The visitor asked for a chat with an operator.");
  }

  Ordered callback(DialogueState state, ZobotRequest request, CallbackRequest callback) {
    return place(
        state,
        request,
        HandoffKind.CALLBACK,
        null,
        state.visitor().email(),
        callback,
        "The visitor asked to be called back.");
  }

  Ordered ticket(DialogueState state, ZobotRequest request, String email) {
    return place(
        state,
        request,
        HandoffKind.TICKET,
        null,
        email,
        null,
        "The visitor asked for an answer by e-mail.");
  }

  private static Ordered place(
      DialogueState state,
      ZobotRequest request,
      HandoffKind kind,
      @Nullable Transfer transfer,
      @Nullable String email,
      @Nullable CallbackRequest callback,
      String asked) {
    Wish wish = state.wish();
    Order order =
        new Order(
            state.placed().nextNumber(),
            request.requestId(),
            kind,
            transfer,
            email,
            callback,
            wish.words(),
            wish.reason() == null ? asked : asked + " " + wish.reason());
    return new Ordered(state.with(Placed.awaiting(order)).at(Stage.ORDERED), order);
  }
}
