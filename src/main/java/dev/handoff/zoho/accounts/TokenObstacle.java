package dev.handoff.zoho.accounts;

import dev.handoff.zoho.ZohoPlace;
import dev.handoff.zoho.ZohoTokenMissing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why Zoho is not asked for a new token now, in words for people (oauth.md sections 5 and 7). */
final class TokenObstacle {

  private TokenObstacle() {}

  /**
   * What it is; null when Zoho may be asked.
   *
   * @param client whose refresh token it is
   * @param budget refreshes that are allowed within ten minutes
   */
  static @Nullable ZohoTokenMissing of(
      TokenRow row, ZohoPlace.Client client, Instant now, int budget) {
    if (TokenRow.UNREADABLE.equals(row.broken())) {
      return new ZohoTokenMissing(
          TokenRow.UNREADABLE,
          "The stored Zoho refresh token fits none of the keys in HANDOFF_ENCRYPTION_KEY",
          StoredSecrets.REMEDY,
          null);
    }
    if (row.refreshToken() == null) {
      return new ZohoTokenMissing(
          "no_refresh_token",
          "Zoho refresh token is not configured",
          "Authorise at /setup, or set the refresh token in the environment.",
          null);
    }
    if (row.broken() != null) {
      return new ZohoTokenMissing(
          row.broken(),
          "Failed to refresh Zoho token: " + row.brokenDetail(),
          "Re-authorise at /setup, or correct the client id, secret or refresh token.",
          null);
    }
    if (client.id() != null && client.secret() == null) {
      return new ZohoTokenMissing(
          "no_client_secret",
          "The client secret is not configured, or is stored under a key that is not in"
              + " HANDOFF_ENCRYPTION_KEY",
          "Put the former key back, after the new one, or store the client secret at /setup.",
          null);
    }
    if (row.blockedUntil() != null && now.isBefore(row.blockedUntil())) {
      return noToken(
          "refresh_paused",
          "Zoho gave no token ("
              + row.brokenDetail()
              + "); the next try is due at "
              + row.blockedUntil(),
          Duration.between(now, row.blockedUntil()));
    }
    List<Instant> recent = row.recentRefreshes(now);
    if (recent.size() >= budget) {
      Instant next = recent.get(0).plus(TokenRow.WINDOW);
      return noToken(
          "refresh_budget",
          "the allowed number of refreshes within ten minutes is used up until " + next,
          Duration.between(now, next));
    }
    return null;
  }

  /** There is none now, and perhaps after a while. */
  static ZohoTokenMissing noToken(String code, String why, Duration delay) {
    return new ZohoTokenMissing(
        code,
        "Failed to refresh Zoho token: " + why,
        "Nothing to do if this passes by itself; else look at the health page.",
        delay);
  }
}
