package dev.handoff.handoff;

/** What an id at Zoho stands for: a handoff and its conversation. */
public record ZohoReference(ConversationId conversation, HandoffId handoff) {}
