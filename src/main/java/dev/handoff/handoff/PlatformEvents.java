package dev.handoff.handoff;

/** Events for the bot platform, each told at least once and in order per conversation. */
public interface PlatformEvents {

  /**
   * Keeps an event for the platform of that conversation; joins the running transaction, which
   * holds the conversation's lock. Nothing is kept where nobody is to be told ({@link
   * PlatformTargets}).
   */
  void add(Conversations.OpenConversation conversation, PlatformEvent event);
}
