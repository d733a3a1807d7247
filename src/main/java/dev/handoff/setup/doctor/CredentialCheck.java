package dev.handoff.setup.doctor;

import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoFailure;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoReader;
import dev.handoff.zoho.ZohoSide;
import dev.handoff.zoho.ZohoTokenMissing;
import dev.handoff.zoho.accounts.AccessToken;
import dev.handoff.zoho.accounts.TokenBroker;
import dev.handoff.zoho.accounts.ZohoChoices;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Zoho gives an access token for a credential. Asks the shared broker as every call does: a
 * token that still serves is not refreshed to see whether that works, and a credential that Zoho
 * called invalid is not tried again (oauth.md sections 5 and 7).
 */
final class CredentialCheck implements Check {

  private static final Logger log = LoggerFactory.getLogger(CredentialCheck.class);

  private final TokenBroker broker;
  private final CredentialName credential;
  private final ZohoChoices choices;
  private final ZohoReader zoho;
  private final ZohoPlaces places;

  CredentialCheck(
      TokenBroker broker,
      CredentialName credential,
      ZohoChoices choices,
      ZohoReader zoho,
      ZohoPlaces places) {
    this.broker = broker;
    this.credential = credential;
    this.choices = choices;
    this.zoho = zoho;
    this.places = places;
  }

  static String nameOf(CredentialName credential) {
    return credential.wireName() + " credential";
  }

  @Override
  public String name() {
    return nameOf(credential);
  }

  @Override
  public List<String> needs() {
    return List.of(DatabaseCheck.NAME, EncryptionKeyCheck.NAME, HostCheck.ACCOUNTS);
  }

  @Override
  public List<Finding> look() {
    if (broker.serving(credential) != credential) {
      return List.of(
          Finding.warning(
              name(),
              "is not set, so the ordinary one serves SalesIQ's visitor API, which wants an"
                  + " organisation token",
              "Authorise one at /setup, or set ZOHO_SALESIQ_CLIENT_ID, _CLIENT_SECRET and"
                  + " _REFRESH_TOKEN."));
    }
    Optional<String> elsewhere = choices.authorisedElsewhere(credential);
    if (elsewhere.isPresent()) {
      return List.of(
          failed(
              "was authorised at %s, the gateway is at %s"
                  .formatted(elsewhere.get(), places.now().accounts()),
              "Authorise again at /setup, or correct ZOHO_REGION."));
    }
    try {
      broker.token(credential);
      use();
      AccessToken token = broker.token(credential);
      return List.of(
          Finding.ok(
              name(),
              "has a refresh token, and an access token until "
                  + token.expiresAt().truncatedTo(ChronoUnit.SECONDS)));
    } catch (ZohoTokenMissing missing) {
      return List.of(missing(missing));
    }
  }

  /**
   * A stored token may have been revoked: a call that Zoho rejects drops it, and asks for another.
   * The visitor API has nothing to read.
   */
  private void use() {
    if (credential != CredentialName.ORDINARY) {
      return;
    }
    try {
      zoho.read(places.now(), ZohoSide.DESK, "/organizations");
    } catch (ZohoTokenMissing noOther) {
      throw noOther;
    } catch (ZohoFailure otherwise) {
      log.debug("Desk says {}; other checks look into it", otherwise.code());
    }
  }

  private Finding missing(ZohoTokenMissing missing) {
    String prefix = credential == CredentialName.ORDINARY ? "ZOHO_" : "ZOHO_SALESIQ_";
    return switch (missing.code()) {
      case "no_refresh_token" ->
          failed(
              "has no refresh token", "Authorise at /setup, or set " + prefix + "REFRESH_TOKEN.");
      case "invalid_client_secret" ->
          failed(
              "Zoho refuses the client secret (invalid_client_secret)",
              "Copy "
                  + prefix
                  + "CLIENT_SECRET anew from the API console of your region; each data centre can"
                  + " have its own.");
      case "invalid_client" ->
          failed(
              "Zoho does not know the client (invalid_client)",
              "Correct "
                  + prefix
                  + "CLIENT_ID, or ZOHO_REGION when the client is registered elsewhere.");
      case "invalid_code" ->
          failed(
              "Zoho refuses the refresh token (invalid_code): revoked, replaced, or from another"
                  + " data centre",
              "Authorise again at /setup, or set a new " + prefix + "REFRESH_TOKEN.");
      default -> failed(words(missing), String.valueOf(missing.remedy()));
    };
  }

  private static String words(ZohoTokenMissing missing) {
    return "has no access token. " + missing.getMessage();
  }

  private Finding failed(String what, String remedy) {
    return Finding.failed(name(), what, remedy);
  }
}
