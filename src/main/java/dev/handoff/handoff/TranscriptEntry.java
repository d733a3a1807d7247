package dev.handoff.handoff;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a conversation, as plain text.
 *
 * @param at when it was written, if the channel told
 */
public record TranscriptEntry(
    AuthorType author, @Nullable String authorName, String text, @Nullable Instant at) {}
