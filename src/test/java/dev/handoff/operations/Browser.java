package dev.handoff.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.testing.Gateway;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Keeps cookies, and sends the CSRF token the way Hawtio does. */
final class Browser {

  private final Gateway gateway;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();

  Browser(Gateway gateway) {
    this.gateway = gateway;
  }

  void logIn() throws IOException, InterruptedException {
    get("/login");
    String form =
        "username=%s&password=%s&_csrf=%s"
            .formatted(Gateway.OPS_USER, Gateway.OPS_PASSWORD, token());
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(gateway.uri("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("location").orElse("")).doesNotContain("error");
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(gateway.uri(path)).header("Accept", "text/html").build(),
        BodyHandlers.ofString());
  }

  /** An answer that goes on, such as a stream. */
  InputStream open(String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(gateway.uri(path)).build(), BodyHandlers.ofInputStream())
        .body();
  }

  HttpResponse<String> post(String path, String json, boolean withToken)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json));
    if (withToken) {
      request.header("X-XSRF-TOKEN", token());
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private String token() {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
        .map(HttpCookie::getValue)
        .findFirst()
        .orElse("none");
  }
}
