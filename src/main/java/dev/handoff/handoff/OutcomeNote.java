package dev.handoff.handoff;

import dev.handoff.handoff.JdbcConversations.Locked;

/** The line in a conversation that says what was made for the visitor. */
final class OutcomeNote {

  private OutcomeNote() {}

  /** Writes it where nobody else tells the outcome. */
  static void write(Locked conversation, Delivery delivery) {
    Handoff handoff = delivery.handoff();
    HandoffKind kind = handoff.kind();
    if (kind == null || !handoff.request().channelRefs().tellsOutcome()) {
      return;
    }
    CallbackRequest callback = handoff.request().callback();
    String number = delivery.fact("ticketNumber");
    if (kind == HandoffKind.TICKET) {
      String named = number == null ? "" : " " + number;
      conversation.note("ticket-created", number, "Your ticket" + named + " is open.");
    } else if (kind == HandoffKind.CALLBACK && callback != null) {
      String at = callback.startsAt().toString();
      String local = callback.startsAt().atZone(callback.timeZone()).toLocalDateTime().toString();
      conversation.note(
          "callback-scheduled",
          at,
          "You will be called at " + local.replace('T', ' ') + " (" + callback.timeZone() + ").");
    }
  }
}
