package dev.handoff.zoho.http;

import dev.handoff.zoho.ZohoCall;
import dev.handoff.zoho.ZohoSide;
import dev.handoff.zoho.accounts.AccessToken;
import dev.handoff.zoho.accounts.TokenBroker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the token enricher asks of the broker. */
@Component
public final class SharedTokens {

  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private final Map<ZohoSide, Hopeless> hopeless = new ConcurrentHashMap<>();
  private final TokenBroker broker;
  private final Clock clock;

  public SharedTokens(TokenBroker broker, Clock clock) {
    this.broker = broker;
    this.clock = clock;
  }

  /** Name of the credential that serves the call; the key of the cache. */
  public String credential(@Variable("zohoCall") ZohoCall call) {
    return broker.serving(call.side().credential()).wireName();
  }

  /** Whether what the cache gave is a token that needs no look at the store. */
  public boolean isFresh(@Body @Nullable Object cached) {
    return cached instanceof AccessToken token
        && token.isFreshAt(clock.instant())
        && broker.isCurrent(token);
  }

  /** The shared token, refreshed if need be. */
  public AccessToken current(@Variable("zohoCall") ZohoCall call) {
    return broker.token(call.side().credential());
  }

  /**
   * Zoho rejected this token. When that side rejected it right after it had been issued, another
   * one would fare no better, and every attempt would use up a refresh: then it is kept a while.
   */
  public void drop(@Variable("zohoToken") AccessToken token, @Variable("zohoCall") ZohoCall call) {
    Hopeless last = hopeless.get(call.side());
    if (last == null || !last.keeps(token, clock.instant())) {
      broker.rejected(token);
    }
  }

  /** The side rejected a token that was fetched for this very call. */
  void rejectedAgain(AccessToken token, ZohoSide side) {
    hopeless.merge(
        side,
        new Hopeless(token.generation(), clock.instant(), SHORTEST),
        (last, now) ->
            last.generation() == now.generation() && last.keeps(token, now.at())
                ? last
                : now.after(last));
  }

  /** The latest token of a side that was rejected right after it had been issued. */
  private record Hopeless(long generation, Instant at, Duration pause) {

    boolean keeps(AccessToken token, Instant now) {
      return token.generation() == generation && now.isBefore(at.plus(pause));
    }

    /** Twice the pause when it goes on, the shortest one when the last time is long ago. */
    Hopeless after(Hopeless last) {
      if (at.isAfter(last.at.plus(FORGOTTEN))) {
        return this;
      }
      Duration twice = last.pause.multipliedBy(2);
      return new Hopeless(generation, at, twice.compareTo(LONGEST) > 0 ? LONGEST : twice);
    }
  }
}
