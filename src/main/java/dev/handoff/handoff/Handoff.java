package dev.handoff.handoff;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request for a human, as it is stored.
 *
 * @param entry its place in the conversation's mailbox
 * @param askedKind what was asked for; null means that the router chooses
 * @param kind what it became; null until chosen
 * @param request what was asked for, with what a person mended since
 * @param mend what a person mended since
 * @param transcriptUpTo number of the last message that belongs to its story
 * @param correlation the token under which it can be found at Zoho
 * @param claim how often a worker took it; a worker with an older number may write nothing
 * @param attempts failed attempts that count towards giving up
 * @param attemptsSince since when they are counted: its acceptance, or the last replay
 */
public record Handoff(
    HandoffId id,
    ConversationId conversation,
    ConversationKey key,
    long entry,
    @Nullable HandoffKind askedKind,
    @Nullable HandoffKind kind,
    HandoffState state,
    HandoffRequest request,
    Mend mend,
    long transcriptUpTo,
    String correlation,
    @Nullable String traceParent,
    int claim,
    int attempts,
    Instant attemptsSince,
    @Nullable Instant nextAttemptAt,
    @Nullable HandoffError lastError,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant settledAt) {

  /** The correlation of one whose visitor was forgotten. */
  public static final String ERASED = "erased";

  /** Whether its visitor was forgotten: nothing personal is left in it, and nothing to be done. */
  public boolean isErased() {
    return correlation.equals(ERASED);
  }

  /** Whether it is no handoff itself but follows one, in the same mailbox. */
  public boolean isFollowUp() {
    return request.followUp() != null;
  }

  @Override
  public String toString() {
    return "Handoff[" + id + ", " + kind + ", " + state + "]";
  }
}
