package dev.handoff.sandbox;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The consent page that a person sees in the browser, and the single-use codes it ends in.
 * Thread-safe.
 */
final class Consents {

  /**
   * What a code stands for.
   *
   * @param offline whether the exchange also gives a refresh token
   */
  record Code(Tokens.Consent consent, String redirectUri, boolean offline, Instant expires) {}

  private static final Duration CODE_LIFE = Duration.ofMinutes(2);

  private final Settings settings;
  private final InstantSource clock;
  private final Supplier<Switches> switches;
  private final Supplier<String> accountsUrl;
  private final Throttle codesPerClient;
  private final Map<String, Code> codes = new HashMap<>();
  private final Set<String> consentedBefore = new HashSet<>();

  Consents(Settings settings, Supplier<Switches> switches, Supplier<String> accountsUrl) {
    this.settings = settings;
    this.clock = settings.clock();
    this.switches = switches;
    this.accountsUrl = accountsUrl;
    this.codesPerClient = new Throttle(clock);
  }

  Answer page(Request request, Tokens.Kind kind) {
    Map<String, String> asked = request.query();
    Optional<String> mistake = mistake(asked, kind);
    if (mistake.isPresent()) {
      return Answer.html(400, html("<h1>Error</h1><p>" + mistake.get() + "</p>"));
    }
    String base = accountsUrl.get() + request.path();
    String query = escape("?" + request.rawQuery());
    return Answer.html(
        200,
        html(
            "<h1>Simulated Zoho</h1><p>No real Zoho is touched. A client asks for:</p><ul>"
                + Scopes.parse(asked.getOrDefault("scope", "")).stream()
                    .sorted()
                    .map(scope -> "<li>" + escape(scope) + "</li>")
                    .reduce("", String::concat)
                + "</ul><p><a id=\"accept\" href=\""
                + base
                + "/accept"
                + query
                + "\">Accept</a> <a id=\"reject\" href=\""
                + base
                + "/reject"
                + query
                + "\">Reject</a></p>"));
  }

  synchronized Answer accept(Request request, Tokens.Kind kind) {
    Map<String, String> asked = request.query();
    if (mistake(asked, kind).isPresent()) {
      return page(request, kind);
    }
    String clientId = asked.getOrDefault("client_id", "");
    Set<String> scopes = Scopes.parse(asked.getOrDefault("scope", ""));
    if (switches.get().userWithoutOrg()
        && scopes.stream().anyMatch(scope -> scope.startsWith("Desk."))) {
      return redirect(asked, "error=no_org");
    }
    if (!codesPerClient.admits(clientId)) {
      return redirect(asked, "error=access_denied");
    }
    boolean first = consentedBefore.add(clientId + " " + kind);
    boolean offline =
        "offline".equals(asked.get("access_type"))
            && (first || "consent".equals(asked.get("prompt")));
    String code = Tokens.newToken();
    codes.put(
        code,
        new Code(
            new Tokens.Consent(clientId, kind, scopes),
            asked.getOrDefault("redirect_uri", ""),
            offline,
            clock.instant().plus(CODE_LIFE)));
    return redirect(
        asked, "code=" + code + "&location=us&accounts-server=" + encode(accountsUrl.get()));
  }

  /**
   * What the API console does for a self client: a code without a redirect (oauth.md section 2).
   */
  synchronized Answer selfClientCode(Request request) {
    Map<String, String> asked = request.query();
    Set<String> scopes = Scopes.parse(asked.getOrDefault("scope", ""));
    String clientId = asked.getOrDefault("client_id", "");
    if (scopes.isEmpty() || !clientId.equals(settings.ordinary().clientId())) {
      return Answer.html(400, html("<h1>Error</h1><p>Invalid client or scope</p>"));
    }
    String code = Tokens.newToken();
    codes.put(
        code,
        new Code(
            new Tokens.Consent(clientId, Tokens.Kind.ORDINARY, scopes),
            "",
            true,
            clock.instant().plus(CODE_LIFE)));
    return Answer.json(200, Json.object().put("code", code));
  }

  Answer reject(Request request) {
    return redirect(request.query(), "error=access_denied");
  }

  /** Takes a code out of circulation; empty when it is unknown, used or expired. */
  synchronized Optional<Code> take(String code) {
    return Optional.ofNullable(codes.remove(code))
        .filter(taken -> taken.expires().isAfter(clock.instant()));
  }

  synchronized void reset() {
    codes.clear();
    consentedBefore.clear();
    codesPerClient.clear();
  }

  private Optional<String> mistake(Map<String, String> asked, Tokens.Kind kind) {
    Settings.Credential client =
        kind == Tokens.Kind.ORGANISATION ? settings.organisation() : settings.ordinary();
    if (!client.clientId().equals(asked.get("client_id"))) {
      return Optional.of("Invalid client: it is unknown here or of the wrong type");
    }
    if (!"code".equals(asked.get("response_type"))) {
      return Optional.of("Invalid response type: only code is known");
    }
    if (!asked.getOrDefault("redirect_uri", "").matches("https?://.+")) {
      return Optional.of("Invalid redirect URI");
    }
    if (Scopes.parse(asked.getOrDefault("scope", "")).isEmpty()) {
      return Optional.of("Invalid scope: give Service.scope.OPERATION, separated by commas");
    }
    return Optional.empty();
  }

  private static Answer redirect(Map<String, String> asked, String result) {
    String uri = asked.getOrDefault("redirect_uri", "");
    String state = asked.containsKey("state") ? "&state=" + encode(asked.get("state")) : "";
    return Answer.empty(302)
        .with("Location", uri + (uri.contains("?") ? "&" : "?") + result + state);
  }

  private static String html(String content) {
    return "<!doctype html><html lang=\"en\"><title>Simulated Zoho</title><body>"
        + content
        + "</body></html>";
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
