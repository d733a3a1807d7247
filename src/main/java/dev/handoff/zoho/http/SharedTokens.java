package dev.handoff.zoho.http;

import dev.handoff.zoho.ZohoCall;
import dev.handoff.zoho.accounts.AccessToken;
import dev.handoff.zoho.accounts.TokenBroker;
import java.time.Clock;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the token enricher asks of the broker. */
@Component
public final class SharedTokens {

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
    return cached instanceof AccessToken token && token.isFreshAt(clock.instant());
  }

  /** The shared token, refreshed if need be. */
  public AccessToken current(@Variable("zohoCall") ZohoCall call) {
    return broker.token(call.side().credential());
  }

  /** Zoho rejected this token. */
  public void drop(@Variable("zohoToken") AccessToken token) {
    broker.rejected(token);
  }
}
