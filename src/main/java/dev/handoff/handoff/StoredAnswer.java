package dev.handoff.handoff;

/** An HTTP answer kept for a repeated {@code Idempotency-Key}. */
public record StoredAnswer(int status, String body) {}
