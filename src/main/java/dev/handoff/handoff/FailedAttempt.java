package dev.handoff.handoff;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt at a handoff that did not succeed, or that was put off before it was one.
 *
 * @param number its place among those of the handoff, from 1 on; where numbers are missing, so many
 *     were left out
 * @param attempt how many attempts the handoff had by then, since it was accepted or replayed
 * @param isCounted whether it used up an attempt; otherwise it was only put off
 * @param times how often it was put off alike, one after the other; 1 for an attempt
 * @param firstAt when it ended, the first of those times
 * @param lastAt when it ended, the last of those times
 * @param nextAttemptAt when it was to be tried again; null when it was parked
 * @param node the node that tried
 */
public record FailedAttempt(
    int number,
    int attempt,
    boolean isCounted,
    int times,
    HandoffError error,
    Instant firstAt,
    Instant lastAt,
    @Nullable Instant nextAttemptAt,
    @Nullable String node) {}
