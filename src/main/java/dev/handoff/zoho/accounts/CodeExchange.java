package dev.handoff.zoho.accounts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.zoho.ConnectionFailure;
import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoPlace;
import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.ZohoReply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Turns an authorisation code into stored tokens (oauth.md sections 4 and 5). The tokens serve on
 * this node at once, on the others within seconds. Asks once: a code works once. Nothing is stored
 * unless a refresh token came.
 */
@Component
public final class CodeExchange {

  private final Accounts accounts;
  private final TokenStore store;
  private final LivePlaces places;
  private final ZohoProperties.Tokens settings;
  private final ObjectMapper json;
  private final Clock clock;

  CodeExchange(
      Accounts accounts,
      TokenStore store,
      LivePlaces places,
      ZohoProperties zoho,
      ObjectMapper json,
      Clock clock) {
    this.accounts = accounts;
    this.store = store;
    this.places = places;
    this.settings = zoho.tokens();
    this.json = json;
    this.clock = clock;
  }

  /** How it ended. */
  public sealed interface Outcome {

    /**
     * @param scopes what Zoho says it granted; what was asked for, where it does not say
     */
    record Stored(Set<String> scopes) implements Outcome {}

    /** An access token came, but nothing that lasts. */
    record NoRefreshToken() implements Outcome {}

    /**
     * @param error Zoho's code
     */
    record Refused(String error) implements Outcome {}

    record Throttled() implements Outcome {}

    /** Neither tokens nor an error. */
    record Unclear(String what) implements Outcome {}
  }

  /**
   * Exchanges {@code code} at {@code server}.
   *
   * @param redirectUri the one that the code was asked for with; null for a self client
   * @param asked the scopes that were asked for
   */
  public Outcome exchange(
      CredentialName credential,
      String server,
      String code,
      @Nullable String redirectUri,
      Set<String> asked) {
    ZohoReply reply;
    try {
      reply = accounts.token(server, form(places.now().client(credential), code, redirectUri));
    } catch (RuntimeException noAnswer) {
      return new Outcome.Unclear(ConnectionFailure.of(noAnswer, server).words());
    }
    TokenReply told = TokenReply.of(json, reply.status(), reply.body());
    if (told instanceof TokenReply.Granted granted) {
      return keep(credential, server, granted, parse(reply.body()), asked);
    }
    if (told instanceof TokenReply.Denied denied) {
      return new Outcome.Refused(denied.error());
    }
    if (told instanceof TokenReply.Strange strange) {
      return new Outcome.Refused(strange.error());
    }
    return told instanceof TokenReply.Unclear unclear
        ? new Outcome.Unclear(unclear.what())
        : new Outcome.Throttled();
  }

  private static Map<String, String> form(
      ZohoPlace.Client client, String code, @Nullable String redirectUri) {
    Map<String, String> form = new HashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("client_id", client.id() == null ? "" : client.id());
    form.put("client_secret", client.secret() == null ? "" : client.secret());
    form.put("code", code);
    if (redirectUri != null) {
      form.put("redirect_uri", redirectUri);
    }
    return form;
  }

  private Outcome keep(
      CredentialName credential,
      String server,
      TokenReply.Granted granted,
      JsonNode reply,
      Set<String> asked) {
    String refreshToken = reply.path("refresh_token").asText("").strip();
    if (refreshToken.isEmpty()) {
      return new Outcome.NoRefreshToken();
    }
    Set<String> scopes = split(reply.path("scope").asText(""));
    Set<String> known = scopes.isEmpty() ? asked : scopes;
    Instant expires = clock.instant().plus(granted.lifetime());
    Duration third = granted.lifetime().dividedBy(3);
    Duration early = settings.refreshEarly().compareTo(third) < 0 ? settings.refreshEarly() : third;
    store.consented(
        credential,
        refreshToken,
        granted.accessToken(),
        expires.minus(early),
        expires,
        server,
        String.join(" ", known));
    places.reload();
    return new Outcome.Stored(known);
  }

  /** Zoho's separator is unconfirmed. */
  static Set<String> split(String scopes) {
    Set<String> all = new TreeSet<>();
    for (String scope : scopes.split("[ ,]+")) {
      if (!scope.isBlank()) {
        all.add(scope);
      }
    }
    return all;
  }

  private JsonNode parse(String body) {
    try {
      return json.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the reply was JSON a moment ago");
    }
  }
}
