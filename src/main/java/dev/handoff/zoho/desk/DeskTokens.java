package dev.handoff.zoho.desk;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.handoff.zoho.ZohoPlace;
import dev.handoff.zoho.ZohoPlaces;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whether an {@code X-ZDesk-JWT} is Desk's (desk.md 10): RS256 with a key that the Desk host shows,
 * for our organisation and one of our event subscriptions, and not over. The keys are kept by their
 * id, fetched anew at most a few times a minute, and kept through an outage of the host. Without
 * subscriptions nothing is right.
 */
@Component
public final class DeskTokens {

  /** What a token is. */
  public enum Outcome {
    GOOD,
    WRONG,
    /** The keys cannot be had now. */
    UNDECIDED
  }

  private static final String KEYS = "/.well-known/jwks.json";
  private static final Duration PATIENCE = Duration.ofMillis(1_200);
  private static final Duration KEPT = Duration.ofMinutes(15);
  private static final Duration KEPT_IN_AN_OUTAGE = Duration.ofHours(24);
  private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);
  private static final int MOST_BYTES = 100_000;

  private final DeskProperties settings;
  private final ZohoPlaces zoho;
  private final Clock clock;
  private @Nullable Desk desk;

  /** The Desk that keys are fetched from; another one is looked at anew. */
  private record Desk(String url, String orgId, DefaultJWTProcessor<SecurityContext> processor) {}

  /** Whether the last fetch of the keys succeeded: only then is an unknown key a foreign one. */
  private volatile boolean keysWereHad;

  DeskTokens(DeskProperties settings, ZohoPlaces zoho, Clock clock) {
    this.settings = settings;
    this.zoho = zoho;
    this.clock = clock;
  }

  /** Checks one; never throws on what a sender sent. */
  public Outcome check(String token) {
    ZohoPlace place = zoho.now();
    if (settings.webhookIds().isEmpty() || place.orgId() == null || !place.knowsDesk()) {
      return Outcome.WRONG;
    }
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      if (jwt.getHeader().getKeyID() == null) {
        return Outcome.WRONG;
      }
      processor(place.desk(), place.orgId()).process(jwt, null);
      return Outcome.GOOD;
    } catch (ParseException | BadJOSEException e) {
      return Outcome.WRONG;
    } catch (RateLimitReachedException many) {
      return keysWereHad ? Outcome.WRONG : Outcome.UNDECIDED;
    } catch (KeySourceException noKeys) {
      return Outcome.UNDECIDED;
    } catch (JOSEException e) {
      return Outcome.WRONG;
    }
  }

  private synchronized DefaultJWTProcessor<SecurityContext> processor(String url, String orgId) {
    Desk known = desk;
    if (known == null || !known.url().equals(url) || !known.orgId().equals(orgId)) {
      DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
      processor.setJWSKeySelector(
          new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys(url).build()));
      processor.setJWTClaimsSetVerifier((claims, context) -> require(claims, orgId));
      known = new Desk(url, orgId, processor);
      desk = known;
    }
    return known.processor();
  }

  private JWKSourceBuilder<SecurityContext> keys(String desk) {
    try {
      return JWKSourceBuilder.<SecurityContext>create(
              URI.create(desk).resolve(KEYS).toURL(), this::fetch)
          .cache(KEPT.toMillis(), 2 * PATIENCE.toMillis())
          .refreshAheadCache(false)
          .rateLimited(BETWEEN_FETCHES.toMillis())
          .outageTolerant(KEPT_IN_AN_OUTAGE.toMillis());
    } catch (MalformedURLException e) {
      throw new IllegalStateException("Desk's address is no URL: " + desk, e);
    }
  }

  private Resource fetch(URL from) throws IOException {
    int patience = (int) PATIENCE.toMillis();
    keysWereHad = false;
    Resource keys =
        new DefaultResourceRetriever(patience, patience, MOST_BYTES).retrieveResource(from);
    try {
      keysWereHad = !JWKSet.parse(keys.getContent()).isEmpty();
    } catch (ParseException unreadable) {
      throw new IOException("Desk's keys are not readable", unreadable);
    }
    return keys;
  }

  private void require(JWTClaimsSet claims, String orgId) throws BadJWTException {
    Instant now = clock.instant();
    Instant end = time(claims.getExpirationTime());
    Instant begin = time(claims.getIssueTime());
    require(("orgId:" + orgId).equals(claims.getIssuer()), "another organisation's");
    require(
        claims.getAudience().stream()
            .anyMatch(
                given ->
                    settings.webhookIds().stream()
                        .map("webhookId:"::concat)
                        .anyMatch(given::equals)),
        "another subscription's");
    require(end != null && now.isBefore(end.plus(settings.clockSkew())), "over");
    require(begin == null || !now.isBefore(begin.minus(settings.clockSkew())), "not yet begun");
  }

  private static void require(boolean holds, String otherwise) throws BadJWTException {
    if (!holds) {
      throw new BadJWTException(otherwise);
    }
  }

  /** Desk's papers say milliseconds, its example shows seconds; the library reads seconds. */
  private static @Nullable Instant time(@Nullable Date claim) {
    return claim == null ? null : DeskTimes.number(claim.getTime() / 1_000);
  }
}
