package dev.handoff.zoho.accounts;

import dev.handoff.zoho.CredentialName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a credential stands, as far as the store knows. Holds no token.
 *
 * @param credential the one that really serves
 * @param generation counts the refreshes
 * @param expiresAt end of the current access token; null when there is none
 * @param problem what is wrong; null when nothing is
 * @param remedy what a person can do about the problem
 * @param refreshes how many refreshes were tried within the ten minutes that Zoho looks at
 * @param budget how many of them are allowed
 */
public record TokenStatus(
    CredentialName credential,
    Condition condition,
    long generation,
    @Nullable Instant expiresAt,
    @Nullable String problem,
    @Nullable String remedy,
    int refreshes,
    int budget) {

  /** From well to worst. */
  public enum Condition {
    WELL,
    /** No token came lately, or none may be asked for; this can pass by itself. */
    DEGRADED,
    /** Only a person's new authorisation helps. */
    DEAD
  }
}
