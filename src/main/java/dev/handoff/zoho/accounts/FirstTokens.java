package dev.handoff.zoho.accounts;

import dev.handoff.handoff.FaultText;
import dev.handoff.polling.Polling;
import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.ZohoTokenMissing;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;

/**
 * Has a first token fetched for each credential that is new to this node, so that a dead one is
 * known before somebody needs it. Once: a stored token that works is left alone, a credential that
 * Zoho refuses is not asked for again, and an outage is waited for as the broker says.
 */
final class FirstTokens {

  private static final Logger log = LoggerFactory.getLogger(FirstTokens.class);

  /** Refreshes of the allowed number that are left to the calls of handoffs. */
  private static final int LEFT_TO_CALLS = 2;

  private final Set<CredentialName> due = ConcurrentHashMap.newKeySet();
  private final TokenBroker broker;
  private final TokenStore store;
  private final ZohoPlaces places;
  private final ZohoProperties.Tokens settings;
  private final Clock clock;

  FirstTokens(
      TokenBroker broker,
      TokenStore store,
      ZohoPlaces places,
      ZohoProperties.Tokens settings,
      Clock clock) {
    this.broker = broker;
    this.store = store;
    this.places = places;
    this.settings = settings;
    this.clock = clock;
  }

  /** Looks now and then while something is due. */
  Polling polling() {
    return new Polling("zoho-first-tokens", this::look, settings.firstLook());
  }

  /** The routes by which Zoho is asked are there, or other credentials are. */
  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    if (!settings.firstLook().isZero()) {
      due.addAll(Arrays.asList(CredentialName.values()));
    }
  }

  void look() {
    if (!due.isEmpty() && places.now().missing().isEmpty()) {
      List.copyOf(due).forEach(this::look);
    }
  }

  /** What becomes due again during the look stays due. */
  private void look(CredentialName name) {
    due.remove(name);
    if (!isDone(name)) {
      due.add(name);
    }
  }

  private boolean isDone(CredentialName name) {
    try {
      return broker.serving(name) != name || isDone(store.read(name));
    } catch (ZohoTokenMissing | DataAccessException later) {
      return false;
    } catch (RuntimeException failure) {
      log.warn("no first token for the {} credential: {}", name.wireName(), FaultText.of(failure));
      return true;
    }
  }

  private boolean isDone(TokenRow row) {
    Instant now = clock.instant();
    if (row.refreshToken() == null || row.broken() != null || row.usableAt(now) != null) {
      return true;
    }
    int budget = Math.max(1, settings.budget() - LEFT_TO_CALLS);
    if (TokenObstacle.of(row, places.now().client(row.credential()), now, budget) != null) {
      return false;
    }
    broker.token(row.credential());
    return true;
  }
}
