package dev.handoff.webchat;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.handoff.handoff.StoredMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as browsers get it, from the list and from the stream alike.
 *
 * @param authorName always told, also when nobody knows it
 * @param code for pages that say what a system line tells in the visitor's language
 * @param subject what it tells of, such as a ticket's number
 */
record MessageView(
    long id,
    String authorType,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String authorName,
    String content,
    Instant createdAt,
    @Nullable String code,
    @Nullable String subject) {

  static MessageView of(StoredMessage message) {
    return new MessageView(
        message.number(),
        message.author().wireName(),
        message.authorName(),
        message.content(),
        message.createdAt(),
        message.code(),
        message.subject());
  }
}
