package dev.handoff.webchat.widget;

import org.jspecify.annotations.Nullable;

/**
 * What became of a wish for a person; the sentence for the visitor comes through the stream.
 *
 * @param state of the handoff, as {@code GET /api/handoffs/{id}} calls it
 */
record Granted(String handoffId, String kind, String state, @Nullable String ticketNumber) {}
