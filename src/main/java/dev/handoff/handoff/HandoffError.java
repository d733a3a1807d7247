package dev.handoff.handoff;

import org.jspecify.annotations.Nullable;

/**
 * Why the last attempt did not succeed, in words for a person.
 *
 * @param step the step that failed
 * @param code Zoho's code, or the gateway's own such as {@code timeout}
 * @param message what happened, with Zoho's words
 * @param remedy what to do
 */
public record HandoffError(
    @Nullable String step,
    String code,
    String message,
    @Nullable String remedy,
    boolean retryable) {}
