package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.SalesIqVisitor;
import dev.handoff.testing.SalesIqVisitor.Reply;
import dev.handoff.testing.Stored;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes to the Zobot webhook, SalesIQ gets an answer it can read: 200 and an action. */
class ZobotHostileInputTest {

  private static final String PATH = "/webhook/salesiq";

  private static SimulatedZoho zoho;
  private static Gateway gateway;

  private final String email = "ada-" + UUID.randomUUID() + "@example.test";
  private NewAtZoho atZoho;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    gateway = Gateway.start(zoho);
    SalesIqVisitor.warmUp(gateway);
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

  private SalesIqVisitor ada() {
    return SalesIqVisitor.at(gateway).knowing("email", email);
  }

  static Stream<String> withoutConversation() {
    return Stream.of(
        "",
        "  ",
        "null",
        "[]",
        "5",
        "\"text\"",
        "{",
        "{\"handler\": NaN}",
        "{}",
        "{\"handler\": \"message\"}",
        "{\"handler\": {}, \"visitor\": [], \"message\": 5, \"request\": \"x\"}",
        "{\"handler\": \"unheard-of\", \"visitor\": null, \"message\": null}",
        "{\"message\": {\"text\": {\"text\": {\"text\": [[[[]]]]}}}}",
        "{\"handler\": \"failure\", \"cause\": [1], \"failed_response\": \"x\"}",
        "{\"a\": ".repeat(10_000) + "1" + "}".repeat(10_000),
        "{\"visitor\": {\"active_conversation_id\": {\"id\": 1}}}");
  }

  @ParameterizedTest
  @MethodSource("withoutConversation")
  void answersWhatBelongsToNoConversationAndKeepsNothing(String body) {
    Map<String, Long> before = Stored.rowsAtRest(gateway);
    mark();

    new Reply(gateway.post(PATH, body, Map.of("X-Api-Key", "")));

    assertThat(Stored.rows(gateway)).isEqualTo(before);
    assertThat(atZoho.requests()).isEmpty();
  }

  @Test
  void answersBytesThatAreNoUtf8() {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.uri(PATH))
            .POST(
                BodyPublishers.ofByteArray(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'}))
            .build();

    new Reply(gateway.send(request));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
  void readsJsonWhateverItIsCalled(String type) {
    String call = ada().message("3").toString();

    Reply reply = new Reply(gateway.post(PATH, call, Map.of("Content-Type", type)));

    assertThat(reply.text()).contains("Your ticket #");
  }

  @Test
  void takesWhateverAnswerIsWanted() {
    String call = ada().message("hello").toString();

    new Reply(gateway.post(PATH, call, Map.of("Accept", "text/html")));
    new Reply(gateway.post(PATH, call, Map.of("Accept", "image/png;q=1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000\u0001\u0007",
        "\ud83d",
        "\udc4d\ud83d",
        "👩‍👩‍👧‍👦",
        "\u202eright to left",
        "' or 1=1; drop table handoff; --",
        "${body} #{7*7} {{secret}} {email}",
        "<script>alert(1)</script>"
      })
  void keepsOddTextHarmless(String text) {
    SalesIqVisitor ada = ada();
    ada.says(text);

    Reply reply = ada.says("3");

    assertThat(reply.text()).contains("Your ticket #");
    assertThat(atZoho.tickets()).hasSize(1);
    assertThat(atZoho.tickets().get(0).path("description").asText()).doesNotContain("<script>");
  }

  @Test
  void takesVeryLongMessage() {
    SalesIqVisitor ada = ada();
    ada.says("Help! ".repeat(100_000));

    assertThat(ada.says("3").text()).contains("Your ticket #");
  }

  @Test
  void takesNumbersForIds() {
    SalesIqVisitor ada = ada();
    ObjectNode call = ada.message("3");
    call.withObject("/visitor").put("active_conversation_id", 9_007_199_254_740_993L);
    call.withObject("/request").put("id", 4711);
    Reply first = ada.sends(call);

    Reply again = ada.sends(call);

    assertThat(again.http().json()).isEqualTo(first.http().json());
    assertThat(atZoho.tickets()).hasSize(1);
  }

  @Test
  void keepsServingTheConversationAfterBrokenCall() {
    SalesIqVisitor ada = ada();
    ada.says("2");
    gateway.post(PATH, "{ broken", Map.of());

    assertThat(ada.says("+1 514 555 0100 tomorrow at 3 PM").text()).contains("+15145550100");
  }
}
