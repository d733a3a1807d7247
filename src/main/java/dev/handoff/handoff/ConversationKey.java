package dev.handoff.handoff;

/** One visitor's talk on one channel (contract section 1). */
public record ConversationKey(String tenant, Channel channel, String conversationId) {

  /** The tenant of an installation that serves only one. */
  public static final String DEFAULT_TENANT = "main";

  /** The key of a conversation of the {@link #DEFAULT_TENANT}. */
  public static ConversationKey of(Channel channel, String conversationId) {
    return new ConversationKey(DEFAULT_TENANT, channel, conversationId);
  }
}
