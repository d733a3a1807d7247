package dev.handoff.zoho.accounts;

import dev.handoff.zoho.CredentialName;
import java.time.Instant;

/**
 * A shared access token.
 *
 * @param generation counts the refreshes of the credential
 * @param refreshAt when it should be replaced although it still works
 */
public record AccessToken(
    CredentialName credential,
    long generation,
    String value,
    Instant refreshAt,
    Instant expiresAt) {

  /** Whether it can be handed out without looking at the store. */
  public boolean isFreshAt(Instant now) {
    return now.isBefore(refreshAt);
  }

  @Override
  public String toString() {
    return "AccessToken[" + credential + ", generation " + generation + "]";
  }
}
