package dev.handoff.webchat;

import java.time.Instant;

/**
 * Tokens that let one browser read one session, and nothing else. They are signed, not stored: any
 * node with the same encryption keys knows them, and they end by themselves. Never log one.
 */
public interface StreamTokens {

  /** A token for this session, whether it has begun or not. */
  Issued issue(String session);

  /** Whether {@code token} is one of ours, still good, and for {@code session}. */
  Verdict verify(String token, String session);

  /**
   * A new token.
   *
   * @param expiresAt in whole seconds
   */
  record Issued(String token, Instant expiresAt) {

    @Override
    public String toString() {
      return "Issued[expiresAt=" + expiresAt + "]";
    }
  }

  /** What there is to say about a token. */
  sealed interface Verdict {

    /** It opens the session until then. */
    record Good(Instant expiresAt) implements Verdict {}

    /** It is good, but for another session. */
    record OtherSession() implements Verdict {}

    /** One of our keys has signed it, but it is expired, or not for this use. */
    record Unusable() implements Verdict {}

    /** No key of ours has signed it: forged, damaged, of a key that is gone, or no token at all. */
    record Forged() implements Verdict {}
  }
}
