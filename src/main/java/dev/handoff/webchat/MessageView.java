package dev.handoff.webchat;

import dev.handoff.handoff.StoredMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A message as browsers get it, from the list and from the stream alike. */
record MessageView(
    long id, String authorType, @Nullable String authorName, String content, Instant createdAt) {

  static MessageView of(StoredMessage message) {
    return new MessageView(
        message.number(),
        message.author().wireName(),
        message.authorName(),
        message.content(),
        message.createdAt());
  }
}
