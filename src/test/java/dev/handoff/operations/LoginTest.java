package dev.handoff.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.ProblemAnswer;
import dev.handoff.testing.TestDatabase;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see what, as a stranger, as a program and as a person with a browser. */
class LoginTest {

  private static final String READ =
      "{\"type\":\"read\",\"mbean\":\"dev.handoff:type=Handoffs\",\"attribute\":\"Backlog\"}";

  private static SimulatedZoho zoho;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    gateway = Gateway.start(zoho);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
  }

  private static Gateway.Answer get(String path, Map<String, String> headers) {
    return gateway.send("GET", path, null, headers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator/prometheus",
        "/actuator/info",
        "/actuator/metrics",
        "/actuator/health/db",
        "/actuator/health/zoho",
        "/jolokia",
        "/jolokia/version",
        "/hawtio",
        "/hawtio/",
        "/hawtio/jolokia/version",
        "/hawtio/index.html",
        "/health",
        "/prometheus",
        "/info",
        "/metrics",
        "/env",
        "/actuator/env",
        "/actuator/heapdump",
        "/unknown"
      })
  void isClosedToStrangers(String path) {
    assertThat(get(path, Map.of("X-Api-Key", "")).status()).isEqualTo(401);
    assertThat(get(path, Map.of()).status()).as("an API key is no login").isEqualTo(401);
    assertThat(get(path, Map.of("Authorization", Operator.basic("ops:wrong"))).status())
        .isEqualTo(401);
  }

  @Test
  void secretsThatLookLikeExpressionsCountAsTheyStand() {
    Map<String, String> secrets =
        Map.of(
            "HANDOFF_OPS_PASSWORD", "pa#{1+1}ss#{",
            "HANDOFF_API_KEYS", "one-key-of-three,like-#{1+1}-expression , #{no-end");
    try (Gateway own = Gateway.start(zoho, TestDatabase.H2.fresh(), secrets)) {
      String login = Operator.basic(Gateway.OPS_USER + ":pa#{1+1}ss#{");
      assertThat(own.send("GET", "/jolokia", null, Map.of("Authorization", login)).status())
          .isEqualTo(200);
      for (String key : List.of("one-key-of-three", "like-#{1+1}-expression", "#{no-end")) {
        assertThat(own.send("GET", "/api/handoffs/x", null, Map.of("X-Api-Key", key)).status())
            .as(key)
            .isEqualTo(404);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/hawtio", "/hawtio/", "/actuator/prometheus", "/jolokia"})
  void leadsAPersonToTheLoginForm(String path) {
    Gateway.Answer answer = get(path, Map.of("X-Api-Key", "", "Accept", "text/html"));

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.headers().get("location")).endsWith("/login");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator/health",
        "/actuator/health/db",
        "/actuator/health/zoho",
        "/actuator/prometheus",
        "/actuator/info",
        "/jolokia",
        "/jolokia/version",
        "/hawtio/"
      })
  void opensToAProgramWithBasicLogin(String path) {
    assertThat(get(path, Operator.LOGIN).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health",
        "/prometheus",
        "/info",
        "/metrics",
        "/actuator/env",
        "/actuator/jolokia"
      })
  void exposesNothingAtASecondAddress(String path) {
    assertThat(get(path, Operator.LOGIN).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ops/api/handoffs",
        "/ops/api/handoffs/1",
        "/ops/api/dead-letters",
        "/ops/api/dead-letters/1/replay",
        "/ops/api/audit",
        "/ops/api/unknown"
      })
  void tellsAStrangerOfTheOperatorsApiToLogInWithoutALoginPage(String path) {
    for (String method : List.of("GET", "POST")) {
      for (Map<String, String> headers :
          List.of(
              Map.of("X-Api-Key", ""),
              Map.<String, String>of(),
              Map.of("X-Api-Key", "", "Accept", "text/html"),
              Map.of("Authorization", Operator.basic("ops:wrong")),
              Map.of("Authorization", "Basic ???"),
              Map.of("X-Api-Key", "", "Cookie", "JSESSIONID=0123456789"))) {
        Gateway.Answer answer = gateway.send(method, path, null, headers);

        ProblemAnswer.problem(answer, 401);
        assertThat(answer.headers().get("www-authenticate")).startsWith("Basic");
      }
    }
    Gateway.Answer script = get(path, Map.of("X-Api-Key", "", "Sec-Fetch-Mode", "cors"));
    ProblemAnswer.problem(script, 401);
    assertThat(script.headers()).doesNotContainKey("www-authenticate");
  }

  @Test
  void letsAPersonActInTheOperatorsApiWithTheTokenOfTheSessionOnly() throws Exception {
    Browser browser = new Browser(gateway);
    browser.logIn();
    String bulk = "/ops/api/dead-letters/replay";

    assertThat(browser.get("/ops/api/handoffs").statusCode()).isEqualTo(200);
    HttpResponse<String> forged = browser.post(bulk, "{\"filter\":{}}", false);
    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(forged.headers().firstValue("content-type")).contains("application/problem+json");
    assertThat(forged.body()).contains("\"status\":403", "X-XSRF-TOKEN");
    HttpResponse<String> own = browser.post(bulk, "{\"filter\":{}}", true);
    assertThat(own.body()).isEqualTo("{\"replayed\":0,\"skipped\":0}");
  }

  @Test
  void asksAPagesScriptForNothing() {
    Gateway.Answer answer =
        get("/jolokia/version", Map.of("X-Api-Key", "", "Sec-Fetch-Mode", "cors"));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers()).doesNotContainKey("www-authenticate");
  }

  @Test
  void letsAPersonIntoHawtioAndHawtioIntoJolokia() throws Exception {
    Browser browser = new Browser(gateway);
    browser.logIn();

    assertThat(browser.get("/hawtio/").body()).contains("Hawtio");
    assertThat(browser.post("/hawtio/jolokia", READ, true).statusCode()).isEqualTo(200);
    assertThat(browser.post("/jolokia", READ, true).body()).contains("\"value\":0");
  }

  @Test
  void refusesAForgedRequestOfALoggedInBrowser() throws Exception {
    Browser browser = new Browser(gateway);
    browser.logIn();

    assertThat(browser.post("/jolokia", READ, false).statusCode()).isEqualTo(403);
    assertThat(browser.post("/hawtio/jolokia", READ, false).statusCode()).isEqualTo(403);
    String act = "/exec/java.lang:type=Memory/gc";
    assertThat(browser.get("/jolokia" + act).statusCode()).isEqualTo(403);
    assertThat(browser.get("/hawtio/jolokia" + act).statusCode()).isEqualTo(403);
  }

  @Test
  void refusesBasicCredentialsThatABrowserSendsForAnotherSite() {
    Map<String, String> forged =
        Map.of(
            "Authorization", Operator.LOGIN.get("Authorization"),
            "Sec-Fetch-Site", "cross-site",
            "Content-Type", "text/plain");

    assertThat(gateway.send("POST", "/jolokia", READ, forged).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.sun.management:type=DiagnosticCommand/jvmtiAgentLoad/x",
        "com.sun.management:type=DiagnosticCommand/gcHeapDump/x",
        "com.sun.management:type=HotSpotDiagnostic/dumpHeap/x/true"
      })
  void keepsForeignCodeAndMemoryDumpsOutOfReach(String operation) {
    assertThat(Operator.get(gateway, "/jolokia/exec/" + operation).json().path("status").asInt())
        .isEqualTo(403);
  }

  @Test
  void isNotShownInsideAForeignPage() {
    assertThat(get("/hawtio/", Operator.LOGIN).headers()).containsEntry("x-frame-options", "DENY");
    assertThat(get("/login", Map.of()).headers())
        .containsEntry("x-frame-options", "DENY")
        .containsEntry("x-content-type-options", "nosniff");
  }
}
