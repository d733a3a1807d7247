package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The simulated accounts server: consent, tokens, revocation. */
final class Accounts {

  private static final String TOO_MANY =
      "You have made too many requests continuously. Please try again after some time.";

  private final Settings settings;
  private final Supplier<Switches> switches;
  private final Supplier<String> accountsUrl;
  private final Tokens tokens;
  private final Consents consents;
  private final Throttle tokensPerSource;
  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicInteger successes = new AtomicInteger();
  private final Routes routes = new Routes();

  Accounts(
      Settings settings, Tokens tokens, Supplier<Switches> switches, Supplier<String> accountsUrl) {
    this.settings = settings;
    this.switches = switches;
    this.accountsUrl = accountsUrl;
    this.tokens = tokens;
    this.consents = new Consents(settings, switches, accountsUrl);
    this.tokensPerSource = new Throttle(settings.clock());
    add("POST", "/oauth/v2/token", (request, path) -> token(request.parameters()));
    add("POST", "/oauth/v2/token/revoke", (request, path) -> revoke(request.parameters()));
    add("GET", "/oauth/serverinfo", (request, path) -> serverInfo());
    add("GET", "/console/code", (request, path) -> consents.selfClientCode(request));
    consent("/oauth/v2/auth", Tokens.Kind.ORDINARY);
    consent("/oauth/v2/org/auth", Tokens.Kind.ORGANISATION);
  }

  Answer answer(Request request) {
    Routes.Match match =
        routes.find(
            request,
            () -> new Refusal(Answer.html(404, "<html><body>Not found</body></html>")),
            () -> new Refusal(Answer.json(405, Json.object().put("error", "general_error"))));
    return match.route().handler().answer(request, match.path());
  }

  Refreshes refreshes() {
    return new Refreshes(attempts.get(), successes.get());
  }

  /** From now on any number of tokens may be fetched. */
  void liftLimit() {
    tokensPerSource.lift();
  }

  void reset() {
    tokens.reset();
    consents.reset();
    tokensPerSource.clear();
    attempts.set(0);
    successes.set(0);
  }

  private void add(String method, String path, Routes.Handler handler) {
    routes.add(method, path, Set.of(), Set.of(), handler);
  }

  private void consent(String path, Tokens.Kind kind) {
    add("GET", path, (request, values) -> consents.page(request, kind));
    add("GET", path + "/accept", (request, values) -> consents.accept(request, kind));
    add("GET", path + "/reject", (request, values) -> consents.reject(request));
  }

  private Answer token(Map<String, String> asked) {
    String grant = asked.getOrDefault("grant_type", "");
    if (grant.equals("refresh_token")) {
      attempts.incrementAndGet();
    }
    Optional<Settings.Credential> client = client(asked.getOrDefault("client_id", ""));
    if (client.isEmpty()) {
      return error("invalid_client");
    }
    if (!client.get().clientSecret().equals(asked.get("client_secret"))) {
      return error("invalid_client_secret");
    }
    return switch (grant) {
      case "refresh_token" -> refresh(client.get(), asked.getOrDefault("refresh_token", ""));
      case "authorization_code" -> exchange(client.get(), asked);
      case "client_credentials" -> clientCredentials(client.get(), asked);
      default -> error("unsupported_grant_type");
    };
  }

  private Answer refresh(Settings.Credential client, String refreshToken) {
    Optional<Tokens.Consent> consent =
        tokens
            .refreshToken(refreshToken)
            .filter(given -> given.clientId().equals(client.clientId()));
    if (consent.isEmpty()) {
      return error("invalid_code");
    }
    if (!tokensPerSource.admits(refreshToken)) {
      return throttled();
    }
    successes.incrementAndGet();
    return Answer.json(200, grant(tokens.newAccessToken(refreshToken, consent.get())));
  }

  private Answer exchange(Settings.Credential client, Map<String, String> asked) {
    Optional<Consents.Code> taken =
        consents
            .take(asked.getOrDefault("code", ""))
            .filter(code -> code.consent().clientId().equals(client.clientId()));
    if (taken.isEmpty()) {
      return error("invalid_code");
    }
    Consents.Code code = taken.get();
    if (!code.redirectUri().equals(asked.getOrDefault("redirect_uri", ""))) {
      return error("invalid_redirect_uri");
    }
    String refreshToken = code.offline() ? tokens.newRefreshToken(code.consent()) : "";
    String source = code.offline() ? refreshToken : asked.getOrDefault("code", "");
    ObjectNode grant = grant(tokens.newAccessToken(source, code.consent()));
    grant.put("scope", String.join(" ", code.consent().scopes()));
    if (code.offline()) {
      grant.put("refresh_token", refreshToken);
    }
    return Answer.json(200, grant);
  }

  private Answer clientCredentials(Settings.Credential client, Map<String, String> asked) {
    if (!asked.getOrDefault("soid", "").matches("\\w+\\.\\d+")) {
      return error("missing_org_info");
    }
    Set<String> scopes = Scopes.parse(asked.getOrDefault("scope", ""));
    if (scopes.isEmpty() || !Scopes.suffice(client.scopes(), scopes)) {
      return error("invalid_scope");
    }
    if (!tokensPerSource.admits(client.clientId())) {
      return throttled();
    }
    Tokens.Consent consent = new Tokens.Consent(client.clientId(), Tokens.Kind.ORDINARY, scopes);
    return Answer.json(200, grant(tokens.newAccessToken(client.clientId(), consent)));
  }

  private Answer revoke(Map<String, String> asked) {
    return tokens.revoke(asked.getOrDefault("token", ""))
        ? Answer.json(200, Json.object().put("status", "success"))
        : Answer.json(400, Json.object().put("error", "invalid_token"));
  }

  private Answer serverInfo() {
    ObjectNode info = Json.object().put("result", "success");
    info.putObject("locations").put("us", accountsUrl.get());
    return Answer.json(200, info);
  }

  private ObjectNode grant(String accessToken) {
    long seconds = settings.tokenLife().toSeconds();
    ObjectNode grant =
        Json.object()
            .put("access_token", accessToken)
            .put("api_domain", "https://www.zohoapis.invalid")
            .put("token_type", "Bearer");
    return switches.get().legacyExpiresIn()
        ? grant.put("expires_in_sec", seconds).put("expires_in", seconds * 1000)
        : grant.put("expires_in", seconds);
  }

  private Answer throttled() {
    return Answer.json(
        switches.get().accountsErrorStatus(),
        Json.object()
            .put("error_description", TOO_MANY)
            .put("error", "Access Denied")
            .put("status", "failure"));
  }

  private Answer error(String code) {
    return Answer.json(switches.get().accountsErrorStatus(), Json.object().put("error", code));
  }

  private Optional<Settings.Credential> client(String id) {
    return Stream.of(settings.ordinary(), settings.organisation())
        .filter(credential -> credential.clientId().equals(id))
        .findFirst();
  }
}
