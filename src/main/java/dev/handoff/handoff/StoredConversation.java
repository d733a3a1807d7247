package dev.handoff.handoff;

import java.util.List;

/**
 * What a conversation holds at one moment.
 *
 * @param newest the number of its last message, 0 when there is none
 * @param messages those that were asked for, in order
 */
public record StoredConversation(long newest, Ownership ownership, List<StoredMessage> messages) {

  /** One that nobody has begun. */
  public static final StoredConversation EMPTY =
      new StoredConversation(0, Ownership.BOT, List.of());
}
