package dev.handoff.handoff;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One stored line of a conversation.
 *
 * @param number its place, from 1 without a gap; also its public id within the conversation
 * @param createdAt when it was stored
 */
public record StoredMessage(
    long number,
    AuthorType author,
    @Nullable String authorName,
    String content,
    Instant createdAt) {}
