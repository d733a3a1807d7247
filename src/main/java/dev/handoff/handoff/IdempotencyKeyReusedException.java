package dev.handoff.handoff;

/** An {@code Idempotency-Key} came a second time, with another body. Nothing was stored. */
public final class IdempotencyKeyReusedException extends RuntimeException {

  public IdempotencyKeyReusedException(String key) {
    super(
        "Idempotency-Key '"
            + key
            + "' was used before with another body; use a new key for a new request");
  }
}
