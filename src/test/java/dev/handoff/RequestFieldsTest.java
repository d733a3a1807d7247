package dev.handoff;

import static dev.handoff.testing.ProblemAnswer.pointers;
import static dev.handoff.testing.ProblemAnswer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.Stored;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Fields that break a rule: told all at once, and nothing is kept or sent. */
class RequestFieldsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HANDOFFS = "/api/handoffs";
  private static final String CHAT = "/api/chat/handoff";

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

  /** A good request with some fields replaced; null takes a field away. */
  private static String request(String path, String changes) {
    ObjectNode request = JSON.createObjectNode();
    if (path.equals(HANDOFFS)) {
      request.put("channel", "api").put("conversationId", "c-" + UUID.randomUUID());
      request.put("kind", "ticket");
    } else {
      request.put("sessionId", "s-" + UUID.randomUUID());
    }
    try {
      JSON.readTree(changes)
          .properties()
          .forEach(
              change -> {
                request.remove(change.getKey());
                if (!change.getValue().isNull()) {
                  request.set(change.getKey(), change.getValue());
                }
              });
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(changes, e);
    }
    return request.toString();
  }

  private static Arguments broken(String path, String changes, String pointer) {
    return arguments(path, changes, pointer);
  }

  private static String text(int length) {
    return "\"" + "x".repeat(length) + "\"";
  }

  private static String callback(String phone, String time, String zone) {
    return ("{\"kind\": \"callback\", \"callback\": {\"phone\": \"%s\", \"time\": \"%s\","
            + " \"timeZone\": \"%s\"}}")
        .formatted(phone, time, zone);
  }

  private static String lines(String name, String line, int count) {
    return "{\"" + name + "\": [" + (line + ",").repeat(count - 1) + line + "]}";
  }

  static Stream<Arguments> brokenRules() {
    String phone = "+15145550100";
    String zone = "America/Toronto";
    String line = "{\"author\": \"visitor\", \"text\": \"hi\"}";
    return Stream.of(
        broken(HANDOFFS, "{\"channel\": null}", "/channel"),
        broken(HANDOFFS, "{\"channel\": \"fax\"}", "/channel"),
        broken(HANDOFFS, "{\"conversationId\": null}", "/conversationId"),
        broken(HANDOFFS, "{\"conversationId\": \"  \"}", "/conversationId"),
        broken(HANDOFFS, "{\"conversationId\": \"\\u0000\\u0007\"}", "/conversationId"),
        broken(HANDOFFS, "{\"conversationId\": \"a\\u0000b\"}", "/conversationId"),
        broken(
            HANDOFFS, "{\"visitor\": {\"crmContactId\": \"a\\u0000b\"}}", "/visitor/crmContactId"),
        broken(CHAT, "{\"sessionId\": \"a\\u0000b\"}", "/sessionId"),
        broken(HANDOFFS, "{\"conversationId\": " + text(256) + "}", "/conversationId"),
        broken(HANDOFFS, "{\"kind\": \"letter\"}", "/kind"),
        broken(HANDOFFS, "{\"category\": \"no-such-category\"}", "/category"),
        broken(HANDOFFS, "{\"priority\": \"no-such-priority\"}", "/priority"),
        broken(HANDOFFS, "{\"reason\": " + text(10_001) + "}", "/reason"),
        broken(HANDOFFS, "{\"subject\": " + text(1_001) + "}", "/subject"),
        broken(HANDOFFS, "{\"confidence\": -0.1}", "/confidence"),
        broken(HANDOFFS, "{\"confidence\": 100.5}", "/confidence"),
        broken(HANDOFFS, "{\"confidence\": \"-1\"}", "/confidence"),
        broken(HANDOFFS, "{\"confidence\": \"100.5 %\"}", "/confidence"),
        broken(HANDOFFS, "{\"visitor\": {\"email\": \"ana@\"}}", "/visitor/email"),
        broken(HANDOFFS, "{\"visitor\": {\"email\": \"ana roy@example.test\"}}", "/visitor/email"),
        broken(HANDOFFS, "{\"visitor\": {\"name\": " + text(201) + "}}", "/visitor/name"),
        broken(HANDOFFS, "{\"kind\": \"callback\"}", "/callback"),
        broken(HANDOFFS, "{\"kind\": \"callback\", \"callback\": {}}", "/callback/phone"),
        broken(HANDOFFS, callback("12345", "tomorrow at 3 PM", zone), "/callback/phone"),
        broken(HANDOFFS, callback("1234567890123456", "tomorrow at 3 PM", zone), "/callback/phone"),
        broken(HANDOFFS, callback("call me", "tomorrow at 3 PM", zone), "/callback/phone"),
        broken(HANDOFFS, callback(phone, "some day", zone), "/callback/time"),
        broken(HANDOFFS, callback(phone, "tomorrow", zone), "/callback/time"),
        broken(HANDOFFS, callback(phone, "yesterday at 3 PM", zone), "/callback/time"),
        broken(HANDOFFS, callback(phone, "2020-01-01T10:00:00Z", zone), "/callback/time"),
        broken(HANDOFFS, callback(phone, "2199-01-01T10:00:00Z", zone), "/callback/time"),
        broken(HANDOFFS, callback(phone, "1577836800000", zone), "/callback/time"),
        broken(HANDOFFS, callback(phone, "4102444800", zone), "/callback/time"),
        broken(HANDOFFS, callback(phone, "01795881000", zone), "/callback/time"),
        broken(HANDOFFS, callback(phone, "tomorrow at 3", zone), "/callback/time"),
        broken(HANDOFFS, callback(phone, "tomorrow at 3 PM", "Mars/Base"), "/callback/timeZone"),
        broken(
            HANDOFFS,
            "{\"transcript\": [{\"author\": \"ghost\", \"text\": \"hi\"}]}",
            "/transcript/0/author"),
        broken(HANDOFFS, "{\"transcript\": [{\"text\": \"hi\"}]}", "/transcript/0/role"),
        broken(
            HANDOFFS,
            "{\"transcript\": [{\"author\": \"bot\", \"text\": \"hi\", \"at\": \"late\"}]}",
            "/transcript/0/at"),
        broken(
            HANDOFFS,
            "{\"transcript\": [{\"author\": \"bot\", \"text\": " + text(100_001) + "}]}",
            "/transcript/0/text"),
        broken(HANDOFFS, lines("transcript", line, 10_001), "/transcript"),
        broken(HANDOFFS, "{\"conversationId\": \"..\"}", "/conversationId"),
        broken(CHAT, "{\"sessionId\": null}", "/sessionId"),
        broken(CHAT, "{\"sessionId\": \".\"}", "/sessionId"),
        broken(CHAT, "{\"sessionId\": \" .. \"}", "/sessionId"),
        broken(CHAT, "{\"sessionId\": " + text(256) + "}", "/sessionId"),
        broken(CHAT, "{\"userEmail\": \"nobody\"}", "/userEmail"),
        broken(CHAT, "{\"userName\": " + text(201) + "}", "/userName"),
        broken(CHAT, "{\"handoffReason\": " + text(10_001) + "}", "/handoffReason"),
        broken(
            CHAT, "{\"history\": [{\"role\": \"ghost\", \"content\": \"\"}]}", "/history/0/role"),
        broken(CHAT, lines("history", line, 10_001), "/history"));
  }

  @ParameterizedTest
  @MethodSource("brokenRules")
  void namesTheFieldThatBreaksRule(String path, String changes, String pointer) {
    JsonNode problem = problem(gateway.post(path, request(path, changes)), 422);

    assertThat(pointers(problem)).contains(pointer);
  }

  static Stream<Arguments> wrongTypes() {
    return Stream.of(
        broken(HANDOFFS, "{\"conversationId\": {}}", "/conversationId"),
        broken(HANDOFFS, "{\"conversationId\": true}", "/conversationId"),
        broken(HANDOFFS, "{\"channel\": [\"api\"]}", "/channel"),
        broken(HANDOFFS, "{\"kind\": {\"is\": \"ticket\"}}", "/kind"),
        broken(HANDOFFS, "{\"reason\": [1, 2]}", "/reason"),
        broken(HANDOFFS, "{\"visitor\": \"Ana\"}", "/visitor"),
        broken(HANDOFFS, "{\"visitor\": [{}]}", "/visitor"),
        broken(HANDOFFS, "{\"visitor\": {\"email\": {}}}", "/visitor/email"),
        broken(HANDOFFS, "{\"callback\": \"now\"}", "/callback"),
        broken(HANDOFFS, "{\"transcript\": \"hi\"}", "/transcript"),
        broken(HANDOFFS, "{\"transcript\": {\"0\": \"hi\"}}", "/transcript"),
        broken(HANDOFFS, "{\"transcript\": [\"hi\"]}", "/transcript/0"),
        broken(HANDOFFS, "{\"confidence\": \"high\"}", "/confidence"),
        broken(HANDOFFS, "{\"confidence\": \"NaN\"}", "/confidence"),
        broken(HANDOFFS, "{\"confidence\": \"Infinity\"}", "/confidence"),
        broken(HANDOFFS, "{\"confidence\": true}", "/confidence"),
        broken(HANDOFFS, "{\"confidence\": [0.5]}", "/confidence"),
        broken(CHAT, "{\"sessionId\": [\"s\"]}", "/sessionId"),
        broken(CHAT, "{\"userName\": {\"first\": \"Ana\"}}", "/userName"),
        broken(CHAT, "{\"history\": 5}", "/history"),
        broken(CHAT, "{\"history\": [[]]}", "/history/0"));
  }

  @ParameterizedTest
  @MethodSource("wrongTypes")
  void namesTheFieldOfTheWrongType(String path, String changes, String pointer) {
    JsonNode problem = problem(gateway.post(path, request(path, changes)), 400);

    assertThat(pointers(problem)).contains(pointer);
  }

  @Test
  void tellsEverythingThatIsWrongAtOnce() {
    String changes =
        "{\"channel\": \"fax\", \"kind\": \"letter\", \"confidence\": 200,"
            + " \"visitor\": {\"email\": \"x\"}}";

    JsonNode problem = problem(gateway.post(HANDOFFS, request(HANDOFFS, changes)), 422);

    assertThat(pointers(problem))
        .containsExactlyInAnyOrder("/channel", "/kind", "/confidence", "/visitor/email");
  }

  @Test
  void tellsWhatIsAllowed() {
    String changes = "{\"channel\": \"fax\", \"kind\": \"letter\"}";

    Gateway.Answer answer = gateway.post(HANDOFFS, request(HANDOFFS, changes));

    assertThat(answer.text())
        .contains("salesiq, hitl, web, agent, api")
        .contains("chat, callback, ticket, auto");
  }
}
