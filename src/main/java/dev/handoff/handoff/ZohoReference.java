package dev.handoff.handoff;

/** What an id at Zoho stands for: a handoff and its conversation. */
public record ZohoReference(ConversationId conversation, HandoffId handoff) {

  private static final HandoffId NONE = new HandoffId("none");

  /** A conversation that was never handed over. */
  static ZohoReference withoutHandoff(ConversationId conversation) {
    return new ZohoReference(conversation, NONE);
  }
}
