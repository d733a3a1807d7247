package dev.handoff.intake.zobot;

/** How a chat reaches an operator (contract section 4.1; sheet section 8). */
public enum Transfer {
  /** A visitor conversation is opened through the visitor API; messages are relayed. */
  OPEN_CONVERSATION,
  /** SalesIQ hands the same chat to its operators. */
  FORWARD
}
