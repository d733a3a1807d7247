package dev.handoff;

import static dev.handoff.testing.ProblemAnswer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.Stored;
import jakarta.servlet.Filter;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Calls that cannot be read, or may not enter: refused alike, and nothing is kept or sent. */
class RequestFormTest {

  private static final String HANDOFFS = "/api/handoffs";
  private static final String CHAT = "/api/chat/handoff";
  private static final String MESSAGES = "/api/chat/messages";
  private static final String DESK = "/api/zoho/webhook";
  private static final int LIMIT = 1024 * 1024;

  private static SimulatedZoho zoho;
  private static Gateway gateway;

  private Map<String, Long> before;
  private NewAtZoho atZoho;

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

  @BeforeEach
  void mark() {
    before = Stored.rows(gateway);
    atZoho = NewAtZoho.of(zoho);
  }

  @AfterEach
  void nothingIsKeptOrSent() {
    assertThat(Stored.rows(gateway)).isEqualTo(before);
    assertThat(atZoho.requests()).isEmpty();
  }

  /**
   * A route answers on another thread: whatever is added after it, would be added to its answer.
   */
  @ParameterizedTest
  @ValueSource(strings = {HANDOFFS, CHAT, DESK, "/webhook/salesiq", "/botpress/key/ping"})
  void headersOfSecurityAreThereBeforeARouteSeesTheRequest(String path) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
    request.setServletPath(path);
    request.addHeader("X-Api-Key", Gateway.API_KEY);
    MockHttpServletResponse response = new MockHttpServletResponse();
    List<String> seen = new ArrayList<>();

    gateway
        .bean("springSecurityFilterChain", Filter.class)
        .doFilter(request, response, (in, out) -> seen.addAll(response.getHeaderNames()));

    assertThat(seen).contains("X-Frame-Options", "X-Content-Type-Options");
    assertThat(response.getHeaderNames()).containsExactlyInAnyOrderElementsOf(seen);
  }

  private static String good(String path) {
    return path.equals(HANDOFFS)
        ? "{\"channel\": \"api\", \"conversationId\": \"c1\", \"kind\": \"ticket\"}"
        : "{\"sessionId\": \"s1\", \"message\": \"agent1\"}";
  }

  private static Gateway.Answer post(String path, BodyPublisher body) {
    return gateway.send(
        HttpRequest.newBuilder(gateway.uri(path))
            .header("X-Api-Key", Gateway.API_KEY)
            .header("Content-Type", "application/json")
            .POST(body)
            .build());
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(HANDOFFS, CHAT, MESSAGES)
        .flatMap(
            path ->
                Stream.of(
                        "",
                        "   ",
                        "null",
                        "true",
                        "5",
                        "\"text\"",
                        "[]",
                        "[" + good(path) + "]",
                        "{",
                        "{\"a\": }",
                        "{'a': 1}",
                        good(path) + "}",
                        good(path) + good(path),
                        "{\"confidence\": NaN}",
                        "{\"confidence\": 1" + "0".repeat(5_000) + "}",
                        "{\"a\": ".repeat(10_000) + "1" + "}".repeat(10_000),
                        "{\"a\": " + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                        "<handoff/>")
                    .map(body -> arguments(path, body)));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void refusesWhatIsNoJsonObject(String path, String body) {
    problem(gateway.post(path, body), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {HANDOFFS, CHAT, MESSAGES})
  void refusesBytesThatAreNoUtf8(String path) {
    byte[] body = good(path).replace("1\"", "\u00e9\"").getBytes(StandardCharsets.ISO_8859_1);

    problem(post(path, BodyPublishers.ofByteArray(body)), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {HANDOFFS, CHAT, MESSAGES, DESK, "/webhook/salesiq"})
  void refusesBodyThatAnnouncesItIsTooLarge(String path) {
    problem(post(path, BodyPublishers.ofByteArray(new byte[LIMIT + 1])), 413);
  }

  @ParameterizedTest
  @ValueSource(strings = {HANDOFFS, CHAT, MESSAGES, DESK, "/webhook/salesiq"})
  void refusesBodyThatIsFarTooLarge(String path) {
    problem(post(path, BodyPublishers.ofByteArray(new byte[8 * LIMIT])), 413);
  }

  @ParameterizedTest
  @ValueSource(strings = {HANDOFFS, CHAT, MESSAGES, DESK, "/webhook/salesiq"})
  void refusesBodyThatTurnsOutTooLarge(String path) {
    byte[] body = new byte[LIMIT + 1];

    problem(post(path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))), 413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
  void refusesAnotherContentType(String type) {
    for (String path : List.of(HANDOFFS, CHAT, MESSAGES)) {
      problem(gateway.post(path, good(path), Map.of("Content-Type", type)), 415);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {HANDOFFS, CHAT, MESSAGES, HANDOFFS + "/x", "/api/no-such-path", DESK + "/x"})
  void refusesCallerWithoutKey(String path) {
    Gateway.Answer answer = gateway.post(path, "{}", Map.of("X-Api-Key", ""));

    problem(answer, 401);
    assertThat(answer.headers()).containsKey("www-authenticate");
  }

  @Test
  void refusesDeskWhileNoSecretIsConfigured() {
    problem(gateway.post(DESK, "{\"sessionId\": \"s1\", \"content\": \"x\"}"), 403);
    problem(gateway.post(DESK + "?secret=", "{\"sessionId\": \"s1\", \"content\": \"x\"}"), 403);
  }

  static Stream<Map<String, String>> wrongKeys() {
    return Stream.of(
        Map.of("X-Api-Key", "wrong"),
        Map.of("X-Api-Key", Gateway.API_KEY + "x"),
        Map.of("X-Api-Key", "older-key," + Gateway.API_KEY),
        Map.of("X-Api-Key", "", "Authorization", "Bearer wrong"),
        Map.of("X-Api-Key", "", "Authorization", "Bearer "),
        Map.of("X-Api-Key", "", "Authorization", Gateway.API_KEY),
        Map.of("X-Api-Key", "", "Authorization", "Basic b3BzOm9wcy1wYXNzd29yZA=="));
  }

  @ParameterizedTest
  @MethodSource("wrongKeys")
  void refusesWrongKey(Map<String, String> headers) {
    Gateway.Answer answer = gateway.post(HANDOFFS, good(HANDOFFS), headers);

    problem(answer, 401);
    assertThat(answer.headers()).containsKey("www-authenticate");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/handoffs/no-such-id",
        "/api/handoffs/4bf92f35-77b3-4da6-a3ce-929d0e0e4736",
        "/api/handoffs/%F0%9F%91%8D",
        "/api/handoffs/' or '1'='1",
        "/api/no-such-path",
        "/api/",
        "/webhook/no-such-path"
      })
  void findsNothingAtUnknownPath(String path) {
    problem(gateway.get(path.replace(" ", "%20")), 404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/handoffs/a%00b", "/api/handoffs/%C3%28", "/api/handoffs/a;b"})
  void refusesPathThatCannotBeRead(String path) {
    Gateway.Answer answer = gateway.get(path);

    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.text()).doesNotContainIgnoringCase("exception").doesNotContain("\tat ");
  }

  static Stream<Arguments> wrongMethods() {
    return Stream.of(
        arguments("GET", HANDOFFS, "POST"),
        arguments("DELETE", HANDOFFS, "POST"),
        arguments("PUT", HANDOFFS + "/x", "GET"),
        arguments("GET", CHAT, "POST"),
        arguments("PATCH", CHAT, "POST"),
        arguments("GET", MESSAGES, "POST"),
        arguments("TRACE", CHAT, "POST"),
        arguments("TRACE", "/console", "GET"),
        arguments("BREW", HANDOFFS, "POST"),
        arguments("DELETE", "/webhook/salesiq", "POST"));
  }

  @ParameterizedTest
  @MethodSource("wrongMethods")
  void tellsWhichMethodsThePathKnows(String method, String path, String allowed) {
    Gateway.Answer answer = gateway.send(method, path, null, Map.of());

    problem(answer, 405);
    assertThat(answer.headers().get("allow")).contains(allowed);
  }

  @ParameterizedTest
  @ValueSource(strings = {HANDOFFS, CHAT, MESSAGES})
  void refusesIdempotencyKeyOfTheWrongLength(String path) {
    for (String key : List.of("", "k".repeat(256))) {
      HttpRequest request =
          HttpRequest.newBuilder(gateway.uri(path))
              .header("X-Api-Key", Gateway.API_KEY)
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", key)
              .POST(BodyPublishers.ofString(good(path)))
              .build();

      problem(gateway.send(request), 422);
    }
  }
}
