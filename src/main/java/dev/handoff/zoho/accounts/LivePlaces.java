package dev.handoff.zoho.accounts;

import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoPlace;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.ZohoSetting;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is in force, read again from the database when somebody asks and the last reading is {@link
 * #FRESH} old; one caller reads, the others take what is there. A database that does not answer
 * changes nothing. The pause is measured by the machine, not by the shared clock.
 */
final class LivePlaces implements ZohoPlaces {

  private static final Logger log = LoggerFactory.getLogger(LivePlaces.class);
  private static final long FRESH = Duration.ofSeconds(2).toNanos();

  private final ChosenSettings chosen;
  private final TokenStore tokens;
  private final Supplier<ZohoProperties> environment;
  private final ReentrantLock reading = new ReentrantLock();
  private volatile Snapshot last;

  /** One reading. */
  private record Snapshot(
      ZohoPlace place, Map<CredentialName, TokenStore.Standing> standings, long readAt) {}

  LivePlaces(ChosenSettings chosen, TokenStore tokens, Supplier<ZohoProperties> environment) {
    this.chosen = chosen;
    this.tokens = tokens;
    this.environment = environment;
    this.last = read();
  }

  @Override
  public ZohoPlace now() {
    return snapshot().place();
  }

  /** How many times the credential's tokens have changed, as far as this node knows. */
  long generation(CredentialName credential) {
    TokenStore.Standing standing = snapshot().standings().get(credential);
    return standing == null ? 0 : standing.generation();
  }

  /** Whether the credential has a refresh token of its own. */
  boolean holdsToken(CredentialName credential) {
    TokenStore.Standing standing = snapshot().standings().get(credential);
    return standing != null && standing.holdsRefreshToken();
  }

  /** Reads now: this node has changed something. */
  void reload() {
    reading.lock();
    try {
      last = read();
    } finally {
      reading.unlock();
    }
  }

  private Snapshot snapshot() {
    Snapshot known = last;
    if (System.nanoTime() - known.readAt() < FRESH || !reading.tryLock()) {
      return known;
    }
    try {
      last = read();
    } catch (RuntimeException unread) {
      log.debug("what was chosen at /setup could not be read", unread);
      last = new Snapshot(known.place(), known.standings(), System.nanoTime());
    } finally {
      reading.unlock();
    }
    return last;
  }

  private Snapshot read() {
    return new Snapshot(readPlace(), tokens.standings(), System.nanoTime());
  }

  /** As the running transaction sees it. */
  ZohoPlace readPlace() {
    return place(chosen.inForce());
  }

  private ZohoPlace place(Map<ZohoSetting, String> instead) {
    Map<ZohoSetting, String> all = new EnumMap<>(ZohoSetting.class);
    for (ZohoSetting name : ZohoSetting.values()) {
      String said = name.inEnvironment(environment.get());
      if (said != null) {
        all.put(name, said);
      }
    }
    all.putAll(instead);
    return new ZohoPlace(
        all.get(ZohoSetting.ZOHO_REGION),
        environment.get().accountsUrl(),
        environment.get().deskUrl(),
        environment.get().salesiqUrl(),
        all.get(ZohoSetting.ZOHO_ORG_ID),
        all.get(ZohoSetting.ZOHO_DEPARTMENT_ID),
        all.get(ZohoSetting.ZOHO_SALESIQ_SCREEN_NAME),
        all.get(ZohoSetting.ZOHO_SALESIQ_APP_ID),
        all.get(ZohoSetting.ZOHO_SALESIQ_DEPARTMENT_ID),
        client(all, ZohoSetting.ZOHO_CLIENT_ID, ZohoSetting.ZOHO_CLIENT_SECRET),
        client(all, ZohoSetting.ZOHO_SALESIQ_CLIENT_ID, ZohoSetting.ZOHO_SALESIQ_CLIENT_SECRET));
  }

  private static ZohoPlace.Client client(
      Map<ZohoSetting, String> all, ZohoSetting id, ZohoSetting secret) {
    return new ZohoPlace.Client(all.get(id), all.get(secret));
  }
}
