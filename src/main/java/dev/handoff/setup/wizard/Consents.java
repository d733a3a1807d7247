package dev.handoff.setup.wizard;

import dev.handoff.setup.NeededScopes;
import dev.handoff.setup.wizard.ConsentStates.Asked;
import dev.handoff.setup.wizard.ConsentStates.Redeemed;
import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoPlace;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoRegion;
import dev.handoff.zoho.ZohoSetting;
import dev.handoff.zoho.accounts.CodeExchange;
import dev.handoff.zoho.accounts.CodeExchange.Outcome;
import dev.handoff.zoho.accounts.ZohoChoices;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The way to Zoho's consent page and back (oauth.md sections 3, 4 and 9). */
@Component
public final class Consents {

  private final ConsentStates states;
  private final CodeExchange exchange;
  private final ZohoChoices choices;
  private final ZohoPlaces places;
  private final NeededScopes needed;

  Consents(
      ConsentStates states,
      CodeExchange exchange,
      ZohoChoices choices,
      ZohoPlaces places,
      NeededScopes needed) {
    this.states = states;
    this.exchange = exchange;
    this.choices = choices;
    this.places = places;
    this.needed = needed;
  }

  /**
   * What came back with the browser; all of it may be forged.
   *
   * @param accountsServer where Zoho wants the code to be exchanged
   */
  public record Callback(
      @Nullable String state,
      @Nullable String code,
      @Nullable String error,
      @Nullable String location,
      @Nullable String accountsServer) {

    /** Holds the code, so it tells nothing. */
    @Override
    public String toString() {
      return "Callback[...]";
    }
  }

  /** How it ended. */
  public sealed interface Result {

    /**
     * @param missing needed scopes that Zoho did not grant
     */
    record Authorised(CredentialName credential, Set<String> missing) implements Result {}

    record Refused(Refusal why) implements Result {}
  }

  /**
   * The address of Zoho's consent page, with a new state for {@code who}.
   *
   * @throws IllegalStateException when no client or no host is known yet
   */
  public String link(CredentialName credential, String redirectUri, String who) {
    ZohoPlace place = places.now();
    String client = place.client(credential).id();
    if (client == null) {
      throw new IllegalStateException("no client id of the " + credential.wireName());
    }
    Set<String> scopes = needed.names(credential);
    String path =
        credential == CredentialName.ORGANISATION ? "/oauth/v2/org/auth" : "/oauth/v2/auth";
    String server = place.accounts();
    String state = states.begin(new Asked(who, credential, server, redirectUri, scopes));
    return server
        + path
        + "?response_type=code&client_id="
        + encode(client)
        + "&redirect_uri="
        + encode(redirectUri)
        + "&scope="
        + encode(String.join(",", scopes))
        + "&access_type=offline&prompt=consent&state="
        + state;
  }

  /** Takes what came back to {@code who}, exchanges the code once, and stores what it gave. */
  public Result complete(Callback back, String who) {
    choices.catchUp();
    Redeemed redeemed = states.redeem(back.state(), who);
    if (redeemed instanceof Redeemed.Refused refused) {
      return new Result.Refused(refused.why());
    }
    Asked asked = ((Redeemed.Valid) redeemed).asked();
    if (back.error() != null) {
      return new Result.Refused(ZohoErrors.of(back.error()));
    }
    if (back.code() == null || back.code().isBlank()) {
      return refused("No code came back", "Zoho sent neither a code nor an error.");
    }
    if (!AccountsServers.isKnownOrNone(back.location())) {
      return refused(
          "Not a region of Zoho",
          "The redirect names the location "
              + AccountsServers.shown(back.location())
              + ", which is none of "
              + ZohoRegion.names()
              + "; the code was sent nowhere.");
    }
    Optional<String> server =
        AccountsServers.of(back.accountsServer(), back.location(), asked.server(), places.now());
    if (server.isEmpty()) {
      return refused(
          "Not a Zoho Accounts server",
          "The redirect names a server that is not Zoho's, or not the configured one; the code"
              + " was not sent there.");
    }
    return exchange(
        asked.credential(), server.get(), back.code(), asked.redirectUri(), asked.scopes(), who);
  }

  /** Takes a code that a person made or copied himself, such as a self client's. */
  public Result complete(
      CredentialName credential, String code, @Nullable String redirectUri, String who) {
    return exchange(
        credential, places.now().accounts(), code, redirectUri, needed.names(credential), who);
  }

  private Result exchange(
      CredentialName credential,
      String server,
      String code,
      @Nullable String redirectUri,
      Set<String> scopes,
      String who) {
    Optional<ZohoRegion> elsewhere = elsewhere(server);
    if (elsewhere.isPresent() && credential == CredentialName.ORGANISATION) {
      return refused(
          "Another data centre",
          "This user's data is in region %s, the gateway's is in %s."
              .formatted(name(elsewhere.get()), places.now().region()));
    }
    Outcome outcome = exchange.exchange(credential, server, code, redirectUri, scopes);
    if (outcome instanceof Outcome.Stored stored) {
      elsewhere.ifPresent(
          region -> choices.choose(Map.of(ZohoSetting.ZOHO_REGION, name(region)), who));
      choices.note(credential, server, who);
      return new Result.Authorised(
          credential, NeededScopes.missing(needed.names(credential), stored.scopes()));
    }
    return new Result.Refused(words(outcome, server));
  }

  /** The region in which the user's data really is, when the gateway looks elsewhere. */
  private Optional<ZohoRegion> elsewhere(String server) {
    ZohoPlace place = places.now();
    return place.accountsUrl() != null
        ? Optional.empty()
        : AccountsServers.region(server).filter(region -> region != place.zohoRegion());
  }

  private static String name(ZohoRegion region) {
    return region.name().toLowerCase(Locale.ROOT);
  }

  private static Refusal words(Outcome outcome, String server) {
    if (outcome instanceof Outcome.Refused refused) {
      return ZohoErrors.of(refused.error());
    }
    if (outcome instanceof Outcome.Unclear unclear) {
      return ZohoErrors.unclear(server, unclear.what());
    }
    return outcome instanceof Outcome.NoRefreshToken
        ? ZohoErrors.NO_REFRESH_TOKEN
        : ZohoErrors.THROTTLED;
  }

  private static Result refused(String title, String why) {
    return new Result.Refused(
        Refusal.wrong(title, why, "Nothing was stored. Begin again at /setup."));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
