package dev.handoff.handoff;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One stored line of a conversation.
 *
 * @param number its place, from 1 without a gap; also its public id within the conversation
 * @param createdAt when it was stored
 * @param code what happened, when the line is not said but tells that
 * @param subject what it happened to, such as a ticket's number
 */
public record StoredMessage(
    long number,
    AuthorType author,
    @Nullable String authorName,
    String content,
    Instant createdAt,
    @Nullable String code,
    @Nullable String subject) {}
