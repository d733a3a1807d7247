package dev.handoff.sandbox;

import static dev.handoff.sandbox.ZohoClient.json;
import static dev.handoff.sandbox.ZohoClient.quoted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The sandbox room in a Spring application of its own, so that no other room can break it. */
class SandboxPageTest {

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    ServletWebServerFactoryAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class
  })
  @Import({SandboxConfiguration.class, SandboxController.class, SandboxBanner.class})
  static class OnlySandbox {}

  private static ConfigurableApplicationContext application;

  private final SimulatedZoho zoho = application.getBean(SimulatedZoho.class);
  private final ZohoClient client = new ZohoClient(zoho);

  @BeforeAll
  static void start() {
    application =
        new SpringApplicationBuilder(OnlySandbox.class)
            .run(
                "--spring.profiles.active=sandbox",
                "--server.port=0",
                "--spring.config.location=optional:classpath:/nowhere/");
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @BeforeEach
  void reset() {
    zoho.reset();
  }

  @Test
  void servesPageThatSaysNoRealZohoIsTouched() {
    HttpResponse<String> page = client.get(url(""));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Sandbox: no real Zoho is touched").doesNotContain("<style");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("script-src 'self'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sandbox.css", "/sandbox.js"})
  void servesItsOwnAssets(String path) {
    assertThat(client.get(url(path)).statusCode()).isEqualTo(200);
  }

  @Test
  void showsWhatZohoHoldsWithoutSecrets() {
    ZohoClient desk = ZohoClient.ordinary(zoho);
    desk.desk("POST", "/contacts", "{\"lastName\":\"Roy\"}");

    HttpResponse<String> answer = client.get(url("/api/state"));

    JsonNode state = json(answer);
    assertThat(state.at("/contacts/0/lastName").asText()).isEqualTo("Roy");
    assertThat(state.at("/requests/0/path").asText()).isEqualTo("/contacts");
    assertThat(state.at("/requests/1/path").asText()).isEqualTo("/oauth/v2/token");
    assertThat(answer.body())
        .doesNotContain(zoho.settings().ordinary().refreshToken())
        .doesNotContain(zoho.settings().ordinary().clientSecret());
  }

  @Test
  void setsListsAndRemovesFaults() {
    HttpResponse<String> added = post("/api/faults", "{'kind':'reset','side':'desk'}");

    assertThat(added.statusCode()).isEqualTo(201);
    assertThat(json(client.get(url("/api/faults"))).at("/0/fault/kind").asText())
        .isEqualTo("reset");
    assertThat(delete("/api/faults/" + json(added).path("id").asText()).statusCode())
        .isEqualTo(204);
    assertThat(zoho.faults().list()).isEmpty();
  }

  @Test
  void removesAllFaults() {
    post("/api/faults", "{'kind':'reset','times':0}");

    delete("/api/faults");

    assertThat(zoho.faults().list()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'kind':'explode'}", "{'kind':'reset','path':'['}", "{", "null", "{}"})
  void refusesFaultThatMakesNoSense(String body) {
    HttpResponse<String> answer = post("/api/faults", body);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(answer).path("detail").asText())
        .contains("commit-then-reset")
        .doesNotContain("dev.handoff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/faults", "/api/reset", "/api/expire-tokens"})
  void refusesFormsOfOtherSites(String path) {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(url(path)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("kind=reset")));

    assertThat(answer.statusCode()).isEqualTo(415);
  }

  @Test
  void expiresTokens() {
    ZohoClient desk = ZohoClient.ordinary(zoho);

    post("/api/expire-tokens", "{}");

    assertThat(desk.desk("/departments").statusCode()).isEqualTo(401);
  }

  @Test
  void emptiesZoho() {
    ZohoClient.ordinary(zoho).desk("POST", "/contacts", "{\"lastName\":\"Roy\"}");

    post("/api/reset", "{}");

    assertThat(zoho.contacts()).isEmpty();
  }

  @Test
  void letsAPersonReplyAsOperator() {
    ZohoClient.organisation(zoho)
        .salesiq(
            "POST",
            "/api/visitor/v1/sandbox/conversations",
            quoted(
                "{'app_id':'510000000000002238','department_id':'510000000000002024',"
                    + "'question':'Late','visitor':{'user_id':'u1'}}"));
    String conversation = "/api/conversations/" + zoho.conversations().get(0).path("id").asText();

    HttpResponse<String> said = post(conversation + "/messages", "{'text':'Hello'}");
    HttpResponse<String> ended = post(conversation + "/end", "{}");

    assertThat(said.statusCode()).isEqualTo(204);
    assertThat(ended.statusCode()).isEqualTo(204);
    assertThat(zoho.messages().get(1).at("/message/text").asText()).isEqualTo("Hello");
    assertThat(zoho.conversations().get(0).path("status").asText()).isEqualTo("Attended Online");
  }

  @Test
  void refusesReplyInUnknownConversation() {
    HttpResponse<String> answer = post("/api/conversations/7/messages", "{'text':'Hello'}");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).path("detail").asText()).startsWith("id: 7");
  }

  @Test
  void saysHowToTryIt() {
    String port = application.getEnvironment().getProperty("local.server.port");

    assertThat(application.getBean(SandboxBanner.class).text())
        .contains("Sandbox: no real Zoho is touched", "http://localhost:" + port)
        .contains("sandbox-api-key", "ops / sandbox", zoho.deskUrl(), "curl -s");
  }

  private HttpResponse<String> post(String path, String body) {
    return client.send(
        HttpRequest.newBuilder(URI.create(url(path)))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(quoted(body))));
  }

  private HttpResponse<String> delete(String path) {
    return client.send(HttpRequest.newBuilder(URI.create(url(path))).DELETE());
  }

  private static String url(String path) {
    return "http://localhost:"
        + application.getEnvironment().getProperty("local.server.port")
        + "/sandbox"
        + path;
  }
}
