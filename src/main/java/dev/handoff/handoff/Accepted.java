package dev.handoff.handoff;

import org.jspecify.annotations.Nullable;

/**
 * The result of accepting an order.
 *
 * @param fresh false when the order had been accepted before and nothing new was stored
 * @param opened whether this order opened the handoff, now or in an earlier call with the same
 *     idempotency key
 * @param answer the answer given to the first call with the same idempotency key, once known
 */
public record Accepted(
    Handoff handoff, boolean fresh, boolean opened, @Nullable StoredAnswer answer) {}
