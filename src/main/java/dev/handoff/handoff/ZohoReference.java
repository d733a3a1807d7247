package dev.handoff.handoff;

import java.util.Optional;

/** What an id at Zoho stands for: a handoff and its conversation. */
public record ZohoReference(ConversationId conversation, HandoffId handoff) {

  private static final HandoffId NONE = new HandoffId("none");

  /** A conversation that was never handed over. */
  static ZohoReference withoutHandoff(ConversationId conversation) {
    return new ZohoReference(conversation, NONE);
  }

  /** The handoff; nothing for a conversation that was never handed over. */
  public Optional<HandoffId> knownHandoff() {
    return handoff.equals(NONE) ? Optional.empty() : Optional.of(handoff);
  }
}
