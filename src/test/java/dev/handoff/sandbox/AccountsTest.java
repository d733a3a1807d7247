package dev.handoff.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AccountsTest {

  private final SettableClock clock = new SettableClock();
  private final SimulatedZoho zoho = SimulatedZoho.start(Settings.forTests().withClock(clock));
  private final Settings.Credential ordinary = zoho.settings().ordinary();
  private final ZohoClient client = new ZohoClient(zoho);

  @AfterEach
  void close() {
    zoho.close();
  }

  @Test
  void refreshesWithoutNewRefreshToken() {
    HttpResponse<String> answer = client.refreshAnswer(ordinary);

    JsonNode grant = ZohoClient.json(answer);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(grant.path("access_token").asText()).matches("1000\\.[0-9a-f]{32}\\.[0-9a-f]{32}");
    assertThat(grant.path("expires_in").asInt()).isEqualTo(3600);
    assertThat(grant.path("api_domain").asText()).isNotEqualTo(zoho.deskUrl());
    assertThat(grant.has("refresh_token")).isFalse();
  }

  @Test
  void takesParametersFromQuery() {
    String query = ZohoClient.form(refreshForm());

    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(zoho.accountsUrl() + "/oauth/v2/token?" + query))
                .POST(BodyPublishers.noBody()));

    assertThat(ZohoClient.json(answer).has("access_token")).isTrue();
  }

  @Test
  void ignoresParametersInJson() {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(zoho.accountsUrl() + "/oauth/v2/token"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"grant_type\":\"refresh_token\"}")));

    assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_client\"}");
  }

  @Test
  void refusesTokenRequestByGet() {
    assertThat(client.get(zoho.accountsUrl() + "/oauth/v2/token").statusCode()).isEqualTo(405);
  }

  @Test
  void refusesUnknownPath() {
    assertThat(client.get(zoho.accountsUrl() + "/oauth/v3/token").statusCode()).isEqualTo(404);
  }

  @Test
  void givesMillisecondsInLegacyForm() {
    zoho.change(switches -> switches.withLegacyExpiresIn(true));

    JsonNode grant = ZohoClient.json(client.refreshAnswer(ordinary));

    assertThat(grant.path("expires_in").asInt()).isEqualTo(3_600_000);
    assertThat(grant.path("expires_in_sec").asInt()).isEqualTo(3600);
  }

  @Test
  void refusesUnknownClientUnderStatus200() {
    HttpResponse<String> answer = client.token(with("client_id", "1000.OTHER"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"error\":\"invalid_client\"}");
  }

  @Test
  void refusesUnderStatus400WhenSwitched() {
    zoho.change(switches -> switches.withAccountsErrorStatus(400));

    assertThat(client.token(with("client_id", "1000.OTHER")).statusCode()).isEqualTo(400);
  }

  @Test
  void refusesWrongSecret() {
    assertThat(client.token(with("client_secret", "wrong")).body())
        .isEqualTo("{\"error\":\"invalid_client_secret\"}");
  }

  @Test
  void refusesUnknownRefreshToken() {
    assertThat(client.token(with("refresh_token", "1000.x.y")).body())
        .isEqualTo("{\"error\":\"invalid_code\"}");
  }

  @Test
  void refusesRefreshTokenOfOtherClient() {
    assertThat(
            client
                .token(with("refresh_token", zoho.settings().organisation().refreshToken()))
                .body())
        .isEqualTo("{\"error\":\"invalid_code\"}");
  }

  @Test
  void refusesUnknownGrant() {
    assertThat(client.token(with("grant_type", "password")).body())
        .isEqualTo("{\"error\":\"unsupported_grant_type\"}");
  }

  @Test
  void throttlesEleventhRefreshInTenMinutes() {
    for (int i = 0; i < 10; i++) {
      client.refresh(ordinary);
    }

    JsonNode refused = ZohoClient.json(client.refreshAnswer(ordinary));
    clock.advance(Duration.ofMinutes(10));
    JsonNode later = ZohoClient.json(client.refreshAnswer(ordinary));

    assertThat(refused.path("error").asText()).isEqualTo("Access Denied");
    assertThat(refused.path("error_description").asText()).contains("too many requests");
    assertThat(later.has("access_token")).isTrue();
    assertThat(zoho.refreshes()).isEqualTo(new Refreshes(12, 11));
  }

  @Test
  void keepsFifteenAccessTokensPerRefreshToken() {
    List<String> tokens = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      tokens.add(client.refresh(ordinary));
      clock.advance(Duration.ofMinutes(2));
    }

    assertThat(client.withToken(tokens.get(0)).desk("/departments").statusCode()).isEqualTo(401);
    assertThat(client.withToken(tokens.get(1)).desk("/departments").statusCode()).isEqualTo(200);
  }

  @Test
  void endsAccessTokenAfterItsLife() {
    client.withToken(client.refresh(ordinary));
    clock.advance(Duration.ofMinutes(60));

    assertThat(client.desk("/departments").statusCode()).isEqualTo(401);
  }

  @Test
  void endsAllAccessTokensOnDemand() {
    client.withToken(client.refresh(ordinary));
    zoho.expireAllTokens();

    assertThat(client.desk("/departments").statusCode()).isEqualTo(401);
    assertThat(client.withToken(client.refresh(ordinary)).desk("/departments").statusCode())
        .isEqualTo(200);
  }

  @Test
  void revokesRefreshTokenWithItsAccessTokens() {
    client.withToken(client.refresh(ordinary));

    HttpResponse<String> answer = revoke(ordinary.refreshToken());

    assertThat(answer.body()).isEqualTo("{\"status\":\"success\"}");
    assertThat(client.desk("/departments").statusCode()).isEqualTo(401);
    assertThat(client.refreshAnswer(ordinary).body()).isEqualTo("{\"error\":\"invalid_code\"}");
  }

  @Test
  void refusesToRevokeUnknownToken() {
    assertThat(revoke("1000.x.y").statusCode()).isEqualTo(400);
  }

  @Test
  void grantsClientCredentialsWithoutRefreshToken() {
    JsonNode grant = ZohoClient.json(client.token(clientCredentials("ZohoDesk.700000001")));

    assertThat(grant.has("access_token")).isTrue();
    assertThat(grant.has("refresh_token")).isFalse();
  }

  @Test
  void refusesClientCredentialsWithoutSoid() {
    assertThat(client.token(clientCredentials("")).body())
        .isEqualTo("{\"error\":\"missing_org_info\"}");
  }

  @Test
  void listsItselfInServerInfo() {
    assertThat(client.get(zoho.accountsUrl() + "/oauth/serverinfo").body())
        .contains(zoho.accountsUrl());
  }

  @Test
  void consentsAndExchangesCode() {
    HttpResponse<String> page = client.get(authorise("/oauth/v2/auth"));
    Map<String, String> redirect = accept("/oauth/v2/auth", "");

    JsonNode grant = ZohoClient.json(client.token(exchange(redirect.get("code"))));

    assertThat(page.body()).contains("Desk.tickets.READ", "Accept");
    assertThat(redirect)
        .containsEntry("state", "s 1")
        .containsEntry("location", "us")
        .containsEntry("accounts-server", zoho.accountsUrl());
    assertThat(grant.path("refresh_token").asText()).startsWith("1000.");
    assertThat(client.withToken(grant.path("access_token").asText()).desk("/tickets").statusCode())
        .isEqualTo(204);
  }

  @Test
  void refusesCodeTwice() {
    String code = accept("/oauth/v2/auth", "").get("code");
    client.token(exchange(code));

    assertThat(client.token(exchange(code)).body()).isEqualTo("{\"error\":\"invalid_code\"}");
  }

  @Test
  void refusesCodeAfterTwoMinutes() {
    String code = accept("/oauth/v2/auth", "").get("code");
    clock.advance(Duration.ofMinutes(2));

    assertThat(client.token(exchange(code)).body()).isEqualTo("{\"error\":\"invalid_code\"}");
  }

  @Test
  void refusesOtherRedirectUriAtExchange() {
    Map<String, String> form = exchange(accept("/oauth/v2/auth", "").get("code"));
    form.put("redirect_uri", "http://elsewhere.test/");

    assertThat(client.token(form).body()).isEqualTo("{\"error\":\"invalid_redirect_uri\"}");
  }

  @Test
  void givesRefreshTokenAgainOnlyWhenConsentIsPrompted() {
    accept("/oauth/v2/auth", "");

    JsonNode silent =
        ZohoClient.json(client.token(exchange(accept("/oauth/v2/auth", "").get("code"))));
    JsonNode prompted =
        ZohoClient.json(
            client.token(exchange(accept("/oauth/v2/auth", "&prompt=consent").get("code"))));

    assertThat(silent.has("refresh_token")).isFalse();
    assertThat(prompted.has("refresh_token")).isTrue();
  }

  @Test
  void refusesOrdinaryClientAtOrganisationConsent() {
    HttpResponse<String> page = client.get(authorise("/oauth/v2/org/auth"));

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body()).contains("Invalid client");
  }

  @Test
  void refusesScopesSeparatedBySpaces() {
    HttpResponse<String> page = client.get(authorise("/oauth/v2/auth").replace("%2C", "%20"));

    assertThat(page.body()).contains("Invalid scope");
  }

  @Test
  void redirectsWithAccessDeniedWhenRejected() {
    HttpResponse<String> answer =
        client.get(authorise("/oauth/v2/auth").replace("/auth?", "/auth/reject?"));

    assertThat(answer.headers().firstValue("Location").orElseThrow())
        .isEqualTo("http://gateway.test/setup/callback?error=access_denied&state=s+1");
  }

  @Test
  void redirectsWithNoOrgWhenUserHasNone() {
    zoho.change(switches -> switches.withUserWithoutOrg(true));

    assertThat(accept("/oauth/v2/auth", "")).containsEntry("error", "no_org");
  }

  private HttpResponse<String> revoke(String token) {
    return client.send(
        HttpRequest.newBuilder(
                URI.create(zoho.accountsUrl() + "/oauth/v2/token/revoke?token=" + token))
            .POST(BodyPublishers.noBody()));
  }

  private Map<String, String> accept(String path, String more) {
    String location =
        client
            .get(authorise(path).replace("/auth?", "/auth/accept?") + more)
            .headers()
            .firstValue("Location")
            .orElseThrow();
    return Request.of("GET", location, Map.of(), new byte[0]).query();
  }

  private String authorise(String path) {
    return zoho.accountsUrl()
        + path
        + "?response_type=code&access_type=offline&client_id="
        + ordinary.clientId()
        + "&scope="
        + ZohoClient.encode("Desk.tickets.READ,Desk.contacts.READ")
        + "&redirect_uri="
        + ZohoClient.encode("http://gateway.test/setup/callback")
        + "&state=s+1";
  }

  private Map<String, String> exchange(String code) {
    Map<String, String> form = with("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", "http://gateway.test/setup/callback");
    return form;
  }

  private Map<String, String> clientCredentials(String soid) {
    Map<String, String> form = with("grant_type", "client_credentials");
    form.put("soid", soid);
    form.put("scope", "Desk.tickets.READ");
    return form;
  }

  private Map<String, String> with(String key, String value) {
    Map<String, String> form = new HashMap<>(refreshForm());
    form.put(key, value);
    return form;
  }

  private Map<String, String> refreshForm() {
    return Map.of(
        "grant_type", "refresh_token",
        "client_id", ordinary.clientId(),
        "client_secret", ordinary.clientSecret(),
        "refresh_token", ordinary.refreshToken());
  }
}
