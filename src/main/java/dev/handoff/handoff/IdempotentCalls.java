package dev.handoff.handoff;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls that take effect once for each {@code Idempotency-Key} and whose answer is known at once.
 */
public interface IdempotentCalls {

  /**
   * What a call was answered.
   *
   * @param handoff the handoff that the answer is about, if any
   */
  record Answered(@Nullable HandoffId handoff, StoredAnswer answer) {}

  /**
   * Runs {@code work} and keeps its answer in the same transaction, or gives the answer that the
   * same key got before; two callers at the same time get the same one. Work that throws changes
   * nothing and leaves the key free. Joins a running transaction.
   *
   * @throws IdempotencyKeyReusedException when the key was used with another body
   */
  Answered once(String tenant, IdempotencyKey key, Supplier<Answered> work);
}
