package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** A plain HTTP client of the simulated Zoho, with as little help as possible. */
final class ZohoClient {

  static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final SimulatedZoho zoho;
  private String token = "none";
  private String scheme = "Zoho-oauthtoken ";
  private Duration timeout = Duration.ofSeconds(10);

  ZohoClient(SimulatedZoho zoho) {
    this.zoho = zoho;
  }

  static ZohoClient ordinary(SimulatedZoho zoho) {
    ZohoClient client = new ZohoClient(zoho);
    client.token = client.refresh(zoho.settings().ordinary());
    return client;
  }

  static ZohoClient organisation(SimulatedZoho zoho) {
    ZohoClient client = new ZohoClient(zoho);
    client.token = client.refresh(zoho.settings().organisation());
    return client;
  }

  static ZohoClient withScopes(SimulatedZoho zoho, String scopes) {
    ZohoClient client = new ZohoClient(zoho);
    Settings.Credential ordinary = zoho.settings().ordinary();
    JsonNode grant =
        json(
            client.token(
                Map.of(
                    "grant_type",
                    "client_credentials",
                    "client_id",
                    ordinary.clientId(),
                    "client_secret",
                    ordinary.clientSecret(),
                    "soid",
                    "ZohoDesk." + zoho.settings().orgId(),
                    "scope",
                    scopes)));
    return client.withToken(grant.path("access_token").asText());
  }

  ZohoClient withToken(String newToken) {
    token = newToken;
    return this;
  }

  ZohoClient withBearer() {
    scheme = "Bearer ";
    return this;
  }

  ZohoClient withTimeout(Duration newTimeout) {
    timeout = newTimeout;
    return this;
  }

  String refresh(Settings.Credential credential) {
    return json(refreshAnswer(credential)).path("access_token").asText();
  }

  HttpResponse<String> refreshAnswer(Settings.Credential credential) {
    return token(
        Map.of(
            "grant_type", "refresh_token",
            "client_id", credential.clientId(),
            "client_secret", credential.clientSecret(),
            "refresh_token", credential.refreshToken()));
  }

  HttpResponse<String> token(Map<String, String> form) {
    return send(
        HttpRequest.newBuilder(URI.create(zoho.accountsUrl() + "/oauth/v2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(form))));
  }

  HttpResponse<String> desk(String method, String path, String body) {
    return send(
        authorized(zoho.deskUrl() + path)
            .header("orgId", zoho.settings().orgId())
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  HttpResponse<String> desk(String path) {
    return desk("GET", path, "");
  }

  HttpResponse<String> salesiq(String method, String path, String body) {
    return send(
        authorized(zoho.salesiqUrl() + path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  HttpResponse<String> salesiq(String path) {
    return salesiq("GET", path, "");
  }

  HttpRequest.Builder authorized(String url) {
    return HttpRequest.newBuilder(URI.create(url)).header("Authorization", scheme + token);
  }

  HttpResponse<String> get(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(timeout).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static String form(Map<String, String> form) {
    return form.entrySet().stream()
        .map(pair -> pair.getKey() + "=" + encode(pair.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static JsonNode json(HttpResponse<String> response) {
    try {
      return MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes JSON with single quotes, to be read by people. */
  static String quoted(String json) {
    return json.replace('\'', '"');
  }
}
