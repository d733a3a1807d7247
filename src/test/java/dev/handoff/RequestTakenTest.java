package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.NewAtZoho;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers send in their own way and is taken all the same (contract 3). */
class RequestTakenTest {

  private static final String HANDOFFS = "/api/handoffs";

  private static SimulatedZoho zoho;
  private static Gateway gateway;

  private final String id = UUID.randomUUID().toString();
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
    atZoho = NewAtZoho.of(zoho);
  }

  private Gateway.Answer ticket(String more, Map<String, String> headers) {
    return gateway.post(
        HANDOFFS,
        "{\"channel\": \"api\", \"conversationId\": \"%s\", \"kind\": \"ticket\"%s}"
            .formatted(id, more),
        headers);
  }

  private JsonNode delivered(String more) {
    Gateway.Answer answer = ticket(more, Map.of());
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  private String description() {
    assertThat(atZoho.tickets()).hasSize(1);
    return atZoho.tickets().get(0).path("description").asText();
  }

  /** A proxy adds the visitor's city, a browser a page's name: bytes as they come. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Client-City: \u0141\u00f3d\u017a",
        "User-Agent: \u0141\u00f3d\u017a/1.0",
        "Cookie: city=\u0141\u00f3d\u017a",
        "Idempotency-Key: \u043a\u043b\u044e\u0447\u0141",
        "traceparent: \u0141"
      })
  void takesHeadersWithBytesOfAnyLanguage(String header) throws IOException {
    String body =
        "{\"channel\": \"api\", \"conversationId\": \"%s\", \"kind\": \"ticket\"}".formatted(id);

    assertThat(statusOf(HANDOFFS, header, body)).isEqualTo("HTTP/1.1 201");
    assertThat(atZoho.tickets()).hasSize(1);
  }

  @Test
  void tellsIdempotencyKeysInOtherScriptsApart() throws IOException {
    String body = "{\"channel\": \"api\", \"conversationId\": \"%s\", \"kind\": \"ticket\"}";
    String key = "Idempotency-Key: " + id;

    assertThat(statusOf(HANDOFFS, key + "\u0141", body.formatted(id))).isEqualTo("HTTP/1.1 201");
    assertThat(statusOf(HANDOFFS, key + "\u0142", body.formatted(id + "-2")))
        .isEqualTo("HTTP/1.1 201");
    assertThat(atZoho.tickets()).hasSize(2);
  }

  @Test
  void refusesAnIdempotencyKeyThatCannotBeKept() throws IOException {
    String body = "{\"channel\": \"api\", \"conversationId\": \"%s\", \"kind\": \"ticket\"}";

    assertThat(statusOf(HANDOFFS, "Idempotency-Key: k\u0081", body.formatted(id)))
        .isEqualTo("HTTP/1.1 422");
    assertThat(atZoho.tickets()).isEmpty();
  }

  @Test
  void takesASecretInAnotherScriptForAWrongOne() throws IOException {
    String secret = "X-Zoho-Webhook-Secret: \u0141";

    assertThat(statusOf("/api/zoho/webhook", secret, "{}")).isEqualTo("HTTP/1.1 403");
  }

  @Test
  void takesQueryParametersWithAnyName() {
    assertThat(gateway.post("/webhook/salesiq?%0A%C2%85=1", "{}", Map.of()).status())
        .isEqualTo(200);
  }

  /** As bytes on a socket, since Java's own client sends no such header. */
  private static String statusOf(String path, String header, String body) throws IOException {
    try (Socket socket = new Socket("localhost", gateway.port())) {
      String request =
          "POST %s HTTP/1.1\r\nHost: x\r\nX-Api-Key: %s\r\n%s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(path, Gateway.API_KEY, header, body.length(), body);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void takesNumbersForIdsAsTheyAreWritten() {
    String number = "900719925474099312345";

    Gateway.Answer answer =
        gateway.post(
            HANDOFFS,
            "{\"channel\": \"api\", \"kind\": \"ticket\", \"conversationId\": " + number + "}");

    assertThat(answer.json().path("conversationId").asText()).isEqualTo(number);
  }

  @Test
  void takesNumberForSession() {
    Gateway.Answer first = gateway.post("/api/chat/handoff", "{\"sessionId\": 4711}");

    Gateway.Answer again = gateway.post("/api/chat/handoff", "{\"sessionId\": \"4711\"}");

    assertThat(again.json().path("ticketId")).isEqualTo(first.json().path("ticketId"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1763654400000",
        "\"1763654400000\"",
        "1763654400",
        "\"2025-11-20T16:00:00Z\"",
        "\"2025-11-20T17:00:00+01:00\"",
        "\"2025-11-20T16:00:00\""
      })
  void takesTimesInEveryForm(String time) {
    delivered(
        ", \"transcript\": [{\"author\": \"user\", \"text\": \"Hi\", \"timestamp\": %s}]"
            .formatted(time));

    assertThat(description()).contains("[2025-11-20 16:00 UTC] Visitor: Hi");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.42", "\"0.42\"", "42", "\"42\"", "\"42 %\""})
  void takesConfidenceAsFractionOrPercentage(String confidence) {
    delivered(", \"confidence\": " + confidence);

    assertThat(description()).contains("42 %");
  }

  @Test
  void takesUnknownFieldsAndNulls() {
    delivered(", \"somethingNew\": {\"deep\": [1, 2]}, \"reason\": null, \"visitor\": null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        "APPLICATION/JSON",
        "application/vnd.bot+json"
      })
  void takesContentTypeWithParameters(String type) {
    assertThat(ticket("", Map.of("Content-Type", type)).status()).isEqualTo(201);
  }

  static Stream<Map<String, String>> goodKeys() {
    return Stream.of(
        Map.of("X-Api-Key", Gateway.API_KEY),
        Map.of("X-Api-Key", "older-key"),
        Map.of("X-Api-Key", "", "Authorization", "Bearer " + Gateway.API_KEY),
        Map.of("X-Api-Key", "", "Authorization", "bearer older-key"));
  }

  @ParameterizedTest
  @MethodSource("goodKeys")
  void takesEveryConfiguredKey(Map<String, String> headers) {
    assertThat(ticket("", headers).status()).isEqualTo(201);
  }

  static Stream<Arguments> oddTexts() {
    return Stream.of(
        arguments("emoji 👩‍👩‍👧‍👦 and 你好", "emoji 👩‍👩‍👧‍👦 and 你好"),
        arguments("a nul\\u0000 and a bell\\u0007", "a nul and a bell"),
        arguments("half a pair \\ud83d here", "half a pair \ufffd here"),
        arguments("other half \\udc4d here", "other half \ufffd here"),
        arguments("</pre><script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        arguments("${body} #{7*7} {{secret}}", "${body} #{7*7} {{secret}}"),
        arguments("'; drop table handoff; --", "; drop table handoff; --"));
  }

  @ParameterizedTest
  @MethodSource("oddTexts")
  void keepsOddTextHarmlessAndWhole(String sent, String shown) {
    delivered(", \"reason\": \"" + sent + "\"");

    assertThat(description()).contains(shown);
  }

  @Test
  void takesTheLastOfDuplicateKeys() {
    delivered(", \"reason\": \"first words\", \"reason\": \"last words\"");

    assertThat(description()).contains("last words").doesNotContain("first words");
  }

  @Test
  void takesLongTranscriptAndKeepsItsEnds() {
    String line = "{\"role\": \"user\", \"content\": \"line %d\"},";
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i < 10_000; i++) {
      lines.append(line.formatted(i));
    }

    delivered(
        ", \"transcript\": ["
            + lines
            + "{\"role\": \"assistant\", \"content\": \"the very last line\"}]");

    assertThat(description()).contains("line 1<").contains("the very last line");
  }

  @Test
  void keepsALongLineWholeWhileThereIsRoom() {
    String long30k = "w".repeat(30_000);

    delivered(", \"transcript\": [{\"role\": \"user\", \"content\": \"" + long30k + "\"}]");

    assertThat(description()).contains(long30k);
  }

  @Test
  void continuesTheTrace() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    ticket("", Map.of("traceparent", "00-" + trace + "-00f067aa0ba902b7-01"));

    assertThat(atZoho.requests())
        .filteredOn(request -> request.path().startsWith("/tickets"))
        .isNotEmpty()
        .allSatisfy(
            request ->
                assertThat(request.headers().get("traceparent")).startsWith("00-" + trace + "-"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "00-00000000000000000000000000000000-00f067aa0ba902b7-01"})
  void startsNewTraceForBrokenOne(String trace) {
    assertThat(ticket("", Map.of("traceparent", trace)).status()).isEqualTo(201);
    assertThat(atZoho.requests())
        .filteredOn(request -> request.path().startsWith("/tickets"))
        .allSatisfy(
            request ->
                assertThat(request.headers().get("traceparent"))
                    .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]")
                    .isNotEqualTo(trace));
  }

  @Test
  void namesTheHandoffInEveryAnswer() {
    Gateway.Answer accepted = ticket("", Map.of());
    String handoff = accepted.json().path("handoffId").asText();

    assertThat(accepted.headers().get("x-handoff-id")).isEqualTo(handoff);
    assertThat(accepted.headers().get("location")).isEqualTo(HANDOFFS + "/" + handoff);
    assertThat(gateway.get(HANDOFFS + "/" + handoff).headers().get("x-handoff-id"))
        .isEqualTo(handoff);
  }

  @Test
  void tellsTimesInUtc() {
    JsonNode handoff = delivered("");

    assertThat(Instant.parse(handoff.path("createdAt").asText()))
        .isBeforeOrEqualTo(Instant.parse(handoff.path("deliveredAt").asText()));
  }
}
