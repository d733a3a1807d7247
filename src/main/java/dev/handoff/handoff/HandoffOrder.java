package dev.handoff.handoff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a human, ready to be accepted.
 *
 * @param kind what is asked for; null lets the router choose
 * @param transcript lines the caller knows; those already stored are not stored again
 * @param traceParent a W3C {@code traceparent} to continue
 * @param once whether the conversation gets at most one handoff of this kind, however often asked
 * @param idempotency the caller's own name for this request
 */
public record HandoffOrder(
    ConversationKey conversation,
    @Nullable HandoffKind kind,
    HandoffRequest request,
    List<TranscriptEntry> transcript,
    @Nullable String traceParent,
    boolean once,
    @Nullable IdempotencyKey idempotency) {}
