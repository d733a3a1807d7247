package dev.handoff.zoho.accounts;

import dev.handoff.handoff.Audit;
import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoPlace;
import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.ZohoSetting;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a person chooses at {@code /setup} instead of the environment's values. In force on this
 * node at once, on the others within seconds.
 */
@Component
public final class ZohoChoices {

  private final ChosenSettings chosen;
  private final TokenStore tokens;
  private final LivePlaces places;
  private final FirstTokens first;
  private final LiveEnvironment environment;
  private final Audit audit;
  private final TransactionTemplate transaction;

  ZohoChoices(
      ChosenSettings chosen,
      TokenStore tokens,
      LivePlaces places,
      FirstTokens first,
      LiveEnvironment environment,
      Audit audit,
      TransactionTemplate transaction) {
    this.chosen = chosen;
    this.tokens = tokens;
    this.places = places;
    this.first = first;
    this.environment = environment;
    this.audit = audit;
    this.transaction = transaction;
  }

  /**
   * A consent that was given at {@code /setup}.
   *
   * @param server where the refresh token lives
   */
  public record Consented(String server, Set<String> scopes, Instant at) {}

  /** The last consent to that credential; empty when its token is the environment's, or missing. */
  public Optional<Consented> consented(CredentialName credential) {
    return Optional.ofNullable(tokens.read(credential).consent())
        .map(
            given ->
                new Consented(
                    given.accountsServer(), CodeExchange.split(given.scopes()), given.at()));
  }

  /** Where that credential was authorised, when the gateway is now at another data centre. */
  public Optional<String> authorisedElsewhere(CredentialName credential) {
    ZohoPlace place = places.now();
    return place.knowsAccounts()
        ? consented(credential)
            .map(Consented::server)
            .filter(server -> !server.equalsIgnoreCase(place.accounts()))
        : Optional.empty();
  }

  /** Whether the environment says something of it; then it may be left alone. */
  public boolean isInEnvironment(ZohoSetting name) {
    return name.inEnvironment(environment.get()) != null;
  }

  /**
   * Stores these, all or none, with an entry in the audit that holds no secret. A blank value goes
   * back to what the environment says. Another client id makes the tokens of that credential
   * worthless, so they are forgotten, and the environment's serves again once its client does;
   * another secret or server gives a credential that Zoho refused another try.
   *
   * @param who the login
   * @throws IllegalArgumentException when a value cannot be one of these
   */
  public void choose(Map<ZohoSetting, String> values, String who) {
    values.forEach(
        (name, value) -> {
          if (!value.isBlank() && !name.accepts(value.strip())) {
            throw new IllegalArgumentException(name + ": not a value that it can have");
          }
        });
    transaction.executeWithoutResult(
        status -> {
          ZohoPlace before = places.readPlace();
          values.forEach((name, value) -> chosen.choose(name, value, who));
          ZohoPlace after = places.readPlace();
          for (CredentialName credential : CredentialName.values()) {
            follow(credential, before, after);
          }
          audit.note("main", who, "setup", "zoho", told(values));
        });
    places.reload();
    first.begin();
  }

  /** What another node stored a moment ago is in force here from now on. */
  public void catchUp() {
    places.reload();
  }

  /** Notes a consent in the audit. */
  public void note(CredentialName credential, String server, String who) {
    audit.note("main", who, "authorise", credential.wireName(), server);
  }

  private void follow(CredentialName credential, ZohoPlace before, ZohoPlace after) {
    String id = after.client(credential).id();
    if (!Objects.equals(before.client(credential).id(), id)) {
      tokens.forget(credential);
      giveBack(credential, id);
    } else if (!before.asksAs(credential, after)) {
      tokens.tryAgain(credential);
    }
  }

  /** The environment's token works with the environment's client. */
  private void giveBack(CredentialName credential, @Nullable String id) {
    ZohoProperties.Credential said =
        credential == CredentialName.ORDINARY
            ? environment.get().ordinary()
            : environment.get().organisation();
    String token = said.refreshToken();
    if (token != null && !token.isBlank() && String.valueOf(said.clientId()).strip().equals(id)) {
      tokens.giveBack(credential, token.strip());
    }
  }

  private static String told(Map<ZohoSetting, String> values) {
    return new TreeMap<>(values)
        .entrySet().stream()
            .map(
                entry ->
                    entry.getKey() + "=" + (entry.getKey().isSecret() ? "***" : entry.getValue()))
            .collect(Collectors.joining(", "));
  }
}
