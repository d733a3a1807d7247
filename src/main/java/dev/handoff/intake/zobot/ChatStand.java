package dev.handoff.intake.zobot;

/** How far the chat is that a visitor has asked for. */
enum ChatStand {
  /** There is none, or it is at Zoho, or SalesIQ itself transfers it. */
  SETTLED,
  /** It is on its way to Zoho for the first time. */
  CONNECTING,
  /** It could not be opened so far, and is tried again. */
  FAILING
}
