package dev.handoff.zoho.accounts;

import dev.handoff.zoho.CredentialName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the store knows of one credential.
 *
 * @param refreshes when refreshes were tried lately, oldest first
 * @param setbacks refreshes in a row that gave no token
 * @param broken Zoho's error when only new credentials help, or {@link #UNREADABLE}
 * @param consent null when the refresh token is the environment's
 */
record TokenRow(
    CredentialName credential,
    @Nullable String refreshToken,
    @Nullable String accessToken,
    long generation,
    @Nullable Instant expiresAt,
    @Nullable Instant refreshAt,
    List<Instant> refreshes,
    @Nullable Instant blockedUntil,
    int setbacks,
    @Nullable String broken,
    @Nullable String brokenDetail,
    @Nullable Consent consent) {

  /**
   * What was consented to at {@code /setup}.
   *
   * @param accountsServer where the refresh token lives (oauth.md section 9)
   * @param scopes as Zoho granted them, separated by spaces
   */
  record Consent(String accountsServer, String scopes, Instant at) {}

  /** {@link #broken} where a refresh token is stored that none of the encryption keys reads. */
  static final String UNREADABLE = "unreadable_token";

  /** Zoho counts refreshes over this window (oauth.md section 7). */
  static final Duration WINDOW = Duration.ofMinutes(10);

  /** The shared token if it still works at {@code now}. */
  @Nullable AccessToken usableAt(Instant now) {
    if (accessToken == null || expiresAt == null || refreshAt == null || !now.isBefore(expiresAt)) {
      return null;
    }
    return new AccessToken(credential, generation, accessToken, refreshAt, expiresAt);
  }

  /** Refreshes tried within the window that ends at {@code now}. */
  List<Instant> recentRefreshes(Instant now) {
    Instant from = now.minus(WINDOW);
    return refreshes.stream().filter(at -> at.isAfter(from)).toList();
  }

  @Override
  public String toString() {
    return "TokenRow[" + credential + ", generation " + generation + "]";
  }
}
