package dev.handoff.intake.zobot;

/** Where a dialogue stands. */
public enum Stage {
  /** Nothing was said yet, or only a greeting. */
  START,
  /** The visitor was offered ways to reach a human. */
  MENU,
  /** A phone number and a time are asked for. */
  CALLBACK_DETAILS,
  /** An e-mail address is asked for. */
  TICKET_EMAIL,
  /** The visitor was asked whether to open a ticket. */
  OFFER_TICKET,
  /** An order was handed out and its outcome is not known yet. */
  ORDERED,
  /** An operator has the chat, or is being called to it. */
  HANDED_OVER,
  /** A ticket or a callback was arranged. */
  DONE
}
