package dev.handoff.zoho.accounts;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.zoho.ConnectionFailure;
import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoPlace;
import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.ZohoReply;
import dev.handoff.zoho.ZohoTokenMissing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One access token per credential for all nodes. Refreshed early and with jitter by whoever wins
 * the row's lease; everybody else uses what is there, or waits. Keeps below Zoho's limit of
 * refreshes, and never asks again with a credential that Zoho called invalid (oauth.md sections 4,
 * 5, 7).
 */
public final class TokenBroker {

  private static final Logger log = LoggerFactory.getLogger(TokenBroker.class);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration THROTTLE_FIRST = Duration.ofSeconds(60);
  private static final Duration THROTTLE_LONGEST = Duration.ofMinutes(10);
  private static final Duration OUTAGE_FIRST = Duration.ofSeconds(2);
  private static final Duration OUTAGE_LONGEST = Duration.ofSeconds(60);
  private static final int STRANGE_LIMIT = 3;

  private final TokenStore store;
  private final Accounts accounts;
  private final LivePlaces places;
  private final ZohoProperties zoho;
  private final ObjectMapper json;
  private final Clock clock;
  private final Random random;
  private final String node = UUID.randomUUID().toString();
  private final Map<CredentialName, ReentrantLock> locks = new EnumMap<>(CredentialName.class);

  TokenBroker(
      TokenStore store,
      Accounts accounts,
      LivePlaces places,
      ZohoProperties zoho,
      ObjectMapper json,
      Clock clock,
      Random random) {
    this.store = store;
    this.accounts = accounts;
    this.places = places;
    this.zoho = zoho;
    this.json = json;
    this.clock = clock;
    this.random = random;
    for (CredentialName name : CredentialName.values()) {
      locks.put(name, new ReentrantLock());
    }
  }

  /** The credential that really serves {@code asked}: without one of its own, the ordinary. */
  public CredentialName serving(CredentialName asked) {
    boolean own =
        asked == CredentialName.ORDINARY
            || zoho.organisation().isConfigured()
            || places.now().organisation().id() != null
            || places.holdsToken(asked);
    return own ? asked : CredentialName.ORDINARY;
  }

  /** Whether no newer token has been stored, as far as this node knows; asks nobody. */
  public boolean isCurrent(AccessToken token) {
    return token.generation() >= places.generation(token.credential());
  }

  /**
   * A token that works as far as the gateway knows. May refresh, or wait for a refresh under way.
   *
   * @throws ZohoTokenMissing when there is none and when to ask again
   */
  public AccessToken token(CredentialName asked) {
    CredentialName credential = serving(asked);
    Instant giveUp = clock.instant().plus(zoho.tokens().patience());
    while (true) {
      TokenRow row = store.read(credential);
      Instant now = clock.instant();
      AccessToken usable = row.usableAt(now);
      if (usable != null && usable.isFreshAt(now)) {
        return usable;
      }
      ZohoTokenMissing obstacle = obstacle(row, now);
      if (obstacle != null) {
        return usableOr(usable, obstacle);
      }
      if (refreshOrWait(row, usable != null)) {
        continue;
      }
      if (usable != null) {
        return usable;
      }
      if (clock.instant().isAfter(giveUp)) {
        throw TokenObstacle.noToken(
            "refresh_busy", "another refresh did not end in time", OUTAGE_FIRST);
      }
    }
  }

  /** Forgets a token that Zoho rejected, unless it is no longer the shared one. */
  public void rejected(AccessToken token) {
    store.drop(token);
  }

  private static AccessToken usableOr(@Nullable AccessToken usable, ZohoTokenMissing obstacle) {
    if (usable == null) {
      throw obstacle;
    }
    return usable;
  }

  /** Gives true when the row is worth another look, false when another refresh is under way. */
  private boolean refreshOrWait(TokenRow row, boolean canGoOn) {
    ReentrantLock lock = Objects.requireNonNull(locks.get(row.credential()));
    try {
      if (!lock.tryLock(canGoOn ? 0 : zoho.tokens().patience().toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      try {
        TokenRow current = store.read(row.credential());
        if (current.generation() != row.generation() || current.broken() != null) {
          return true;
        }
        if (obstacle(current, clock.instant()) != null) {
          return true;
        }
        if (store.lease(current, node, clock.instant().plus(zoho.tokens().lease()))) {
          refresh(current);
          return true;
        }
      } finally {
        lock.unlock();
      }
      if (!canGoOn) {
        TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
      }
      return false;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw TokenObstacle.noToken("interrupted", "the gateway is stopping", OUTAGE_FIRST);
    }
  }

  private void refresh(TokenRow row) {
    ZohoPlace place = places.now();
    TokenReply reply = ask(row, place);
    Instant now = clock.instant();
    if (reply instanceof TokenReply.Granted granted) {
      Duration early = early(granted.lifetime());
      Instant expires = now.plus(granted.lifetime());
      store.granted(row, node, granted.accessToken(), expires.minus(early), expires);
      log.info("Zoho token of credential {} refreshed", row.credential().wireName());
    } else if (reply instanceof TokenReply.Denied denied) {
      denied(row, place, denied.error());
    } else if (reply instanceof TokenReply.Strange strange) {
      if (row.setbacks() + 1 >= STRANGE_LIMIT && strange.error().equals(row.brokenDetail())) {
        broken(row, strange.error());
      } else {
        setBack(row, strange.error(), OUTAGE_FIRST, OUTAGE_LONGEST);
      }
    } else if (reply instanceof TokenReply.Throttled) {
      setBack(row, "too many refreshes", THROTTLE_FIRST, THROTTLE_LONGEST);
    } else if (reply instanceof TokenReply.Unclear unclear) {
      setBack(row, unclear.what(), OUTAGE_FIRST, OUTAGE_LONGEST);
    }
  }

  /** A client that was replaced while Zoho was asked, here or on another node, says nothing. */
  private void denied(TokenRow row, ZohoPlace asked, String error) {
    places.reload();
    if (places.now().asksAs(row.credential(), asked)) {
      broken(row, error);
    } else {
      setBack(row, "the client was changed meanwhile", OUTAGE_FIRST, OUTAGE_LONGEST);
    }
  }

  private void broken(TokenRow row, String error) {
    store.broken(row, node, error.length() <= 64 ? error : error.substring(0, 64), error);
    log.error(
        "Zoho refuses the {} credential ({}): re-authorise at /setup; handoffs wait",
        row.credential().wireName(),
        error);
  }

  private void setBack(TokenRow row, String why, Duration first, Duration longest) {
    Duration pause = first.multipliedBy(1L << Math.min(row.setbacks(), 10));
    pause = pause.compareTo(longest) > 0 ? longest : pause;
    store.setBack(row, node, clock.instant().plus(pause), why);
    log.warn(
        "Zoho gave no token for the {} credential ({}); next try in {} s",
        row.credential().wireName(),
        why,
        pause.toSeconds());
  }

  private TokenReply ask(TokenRow row, ZohoPlace place) {
    ZohoPlace.Client client = place.client(row.credential());
    String server = row.consent() == null ? place.accounts() : row.consent().accountsServer();
    try {
      ZohoReply reply =
          accounts.token(
              server,
              Map.of(
                  "grant_type", "refresh_token",
                  "client_id", text(client.id()),
                  "client_secret", text(client.secret()),
                  "refresh_token", text(row.refreshToken())));
      return TokenReply.of(json, reply.status(), reply.body());
    } catch (RuntimeException e) {
      return new TokenReply.Unclear(ConnectionFailure.of(e, server).words());
    }
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** Early enough for calls under way, but never more than a third of a short life. */
  private Duration early(Duration lifetime) {
    ZohoProperties.Tokens tokens = zoho.tokens();
    long jitter = tokens.jitter().isZero() ? 0 : random.nextLong(tokens.jitter().toMillis());
    Duration early = tokens.refreshEarly().plusMillis(jitter);
    Duration third = lifetime.dividedBy(3);
    return early.compareTo(third) > 0 ? third : early;
  }

  /** How the credential that serves {@code asked} stands; reads one row and calls nobody. */
  public TokenStatus status(CredentialName asked) {
    TokenRow row = store.read(serving(asked));
    Instant now = clock.instant();
    AccessToken usable = row.usableAt(now);
    ZohoTokenMissing obstacle = obstacle(row, now);
    if (obstacle == null && row.setbacks() > 0) {
      obstacle = TokenObstacle.noToken("refresh_failed", "the last try gave none", Duration.ZERO);
    }
    return new TokenStatus(
        row.credential(),
        condition(obstacle),
        row.generation(),
        usable == null ? null : usable.expiresAt(),
        obstacle == null ? null : obstacle.getMessage(),
        obstacle == null ? null : obstacle.remedy(),
        row.recentRefreshes(now).size(),
        zoho.tokens().budget());
  }

  private static TokenStatus.Condition condition(@Nullable ZohoTokenMissing obstacle) {
    if (obstacle == null) {
      return TokenStatus.Condition.WELL;
    }
    return obstacle.delay() == null ? TokenStatus.Condition.DEAD : TokenStatus.Condition.DEGRADED;
  }

  private @Nullable ZohoTokenMissing obstacle(TokenRow row, Instant now) {
    return TokenObstacle.of(
        row, places.now().client(row.credential()), now, zoho.tokens().budget());
  }
}
