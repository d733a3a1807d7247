package dev.handoff.sandbox;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The tokens in circulation. At most fifteen access tokens live per refresh token and twenty
 * refresh tokens per client; the oldest gives way. Thread-safe.
 */
final class Tokens {

  /** On whose behalf a token acts. */
  enum Kind {
    ORDINARY,
    ORGANISATION
  }

  /** What was consented to. */
  record Consent(String clientId, Kind kind, Set<String> scopes) {}

  private record Access(String source, Consent consent, Instant expires) {}

  private static final int LIVE_ACCESS_TOKENS = 15;
  private static final int REFRESH_TOKENS = 20;

  private final Settings settings;
  private final InstantSource clock;
  private final Map<String, Consent> refreshTokens = new LinkedHashMap<>();
  private final Map<String, Access> accessTokens = new LinkedHashMap<>();
  private Set<String> withheld = Set.of();

  Tokens(Settings settings) {
    this.settings = settings;
    this.clock = settings.clock();
    reset();
  }

  /** Back to the two refresh tokens of the settings. */
  synchronized void reset() {
    accessTokens.clear();
    refreshTokens.clear();
    withheld = Set.of();
    keep(settings.ordinary(), Kind.ORDINARY);
    keep(settings.organisation(), Kind.ORGANISATION);
  }

  synchronized String newAccessToken(String source, Consent consent) {
    String token = newToken();
    accessTokens.put(
        token, new Access(source, consent, clock.instant().plus(settings.tokenLife())));
    List<String> siblings =
        accessTokens.entrySet().stream()
            .filter(entry -> entry.getValue().source().equals(source))
            .map(Map.Entry::getKey)
            .toList();
    if (siblings.size() > LIVE_ACCESS_TOKENS) {
      accessTokens.remove(siblings.get(0));
    }
    return token;
  }

  synchronized String newRefreshToken(Consent consent) {
    String token = newToken();
    refreshTokens.put(token, consent);
    List<String> siblings =
        refreshTokens.entrySet().stream()
            .filter(entry -> entry.getValue().clientId().equals(consent.clientId()))
            .map(Map.Entry::getKey)
            .toList();
    if (siblings.size() > REFRESH_TOKENS) {
      revoke(siblings.get(0));
    }
    return token;
  }

  synchronized Optional<Consent> refreshToken(String token) {
    return Optional.ofNullable(refreshTokens.get(token));
  }

  /** The consent behind a live access token. */
  synchronized Optional<Consent> accessToken(String token) {
    return Optional.ofNullable(accessTokens.get(token))
        .filter(access -> access.expires().isAfter(clock.instant()))
        .map(access -> without(access.consent()));
  }

  /** Every token is treated as if these scopes had not been consented to. */
  synchronized void withhold(Set<String> scopes) {
    withheld = Set.copyOf(scopes);
  }

  private Consent without(Consent consent) {
    Set<String> rest = new LinkedHashSet<>(consent.scopes());
    rest.removeAll(withheld);
    return new Consent(consent.clientId(), consent.kind(), rest);
  }

  /** Ends a token, and with a refresh token all its access tokens; false when it is unknown. */
  synchronized boolean revoke(String token) {
    boolean refresh = refreshTokens.remove(token) != null;
    boolean access = accessTokens.remove(token) != null;
    accessTokens.values().removeIf(one -> one.source().equals(token));
    return refresh || access;
  }

  synchronized void expireAll() {
    accessTokens.clear();
  }

  static String newToken() {
    return "1000." + hex() + "." + hex();
  }

  private void keep(Settings.Credential credential, Kind kind) {
    refreshTokens.put(
        credential.refreshToken(), new Consent(credential.clientId(), kind, credential.scopes()));
  }

  private static String hex() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
