package dev.handoff;

import static dev.handoff.testing.ProblemAnswer.pointers;
import static dev.handoff.testing.ProblemAnswer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.BotpressClient;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Botpress's published HITL integration, with nothing but its base address set (contract 4.3b). */
@ExtendWith(OutputCaptureExtension.class)
class BotpressDropInTest {

  private static final String KEY = "key-of-this-test-00000001";
  private static final String OLD_KEY = "botpress-key-before-rotation";
  private static final Duration SOON = Duration.ofSeconds(40);

  @TempDir private static Path accessLog;

  private static SimulatedZoho zoho;
  private static Map<String, String> database;
  private static Gateway gateway;

  private final BotpressClient botpress = new BotpressClient(gateway, KEY);
  private NewAtZoho atZoho;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    database = TestDatabase.H2.fresh();
    gateway =
        Gateway.start(
            zoho,
            database,
            Map.of(
                "BOTPRESS_KEYS",
                OLD_KEY + ", " + KEY,
                "server.tomcat.accesslog.enabled",
                "true",
                "server.tomcat.accesslog.buffered",
                "false",
                "server.tomcat.accesslog.directory",
                accessLog.toString()));
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

  private String conversation() {
    Gateway.Answer answer =
        botpress.createRemoteConversation(
            "Order 4711",
            "It is late.",
            List.of(
                Map.of("text", "Where is it?", "author", "user"),
                Map.of("text", "I do not know", "author", "bot"),
                Map.of("text", "Oh", "author", "Ada", "timestamp", "2026-11-20T10:00:00Z")));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("id").textValue();
  }

  private String user() {
    Gateway.Answer answer =
        botpress.createRemoteUser(
            Map.of("name", "Ada Low", "email", UUID.randomUUID() + "@example.test"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("id").textValue();
  }

  private List<String> said() {
    assertThat(atZoho.conversations()).hasSize(1);
    String chat = atZoho.conversations().get(0).path("id").asText();
    return zoho.messages().stream()
        .filter(message -> message.path("conversation_id").asText().equals(chat))
        .skip(1)
        .map(message -> message.at("/message/text").asText())
        .toList();
  }

  private static int ping(String path) {
    return gateway.send("POST", path, "{\"type\": \"ping\"}", Map.of()).status();
  }

  @Test
  void answersItsPing() {
    assertThat(botpress.ping().status()).isEqualTo(200);
    assertThat(ping("/botpress/" + KEY + "//ping")).isEqualTo(200);
    assertThat(ping("/botpress/" + KEY + "/ping/")).isEqualTo(200);
    assertThat(ping("/botpress/" + "x".repeat(30) + "//ping")).isEqualTo(401);
    assertThat(new BotpressClient(gateway, OLD_KEY).ping().status()).isEqualTo(200);
  }

  @Test
  void opensAChatWithWhatIsKnown() {
    conversation();

    assertThat(atZoho.conversations()).hasSize(1);
    assertThat(atZoho.conversations().get(0).path("question").asText())
        .contains("Order 4711", "It is late.", "Where is it?", "I do not know", "Oh");
  }

  @Test
  void linksTheUserAtTheFirstMessage() {
    String id = conversation();
    String user = user();

    assertThat(botpress.botSendsMessage(id, user, Map.of("text", "hello")).status()).isEqualTo(200);

    await().atMost(SOON).until(() -> said().contains("hello"));
    assertThat(
            TestDatabase.count(
                database,
                "handoff h join conversation c on c.id = h.conversation where c.conversation_id = '"
                    + id
                    + "' and h.kind = 'chat' and h.email like '%@example.test'"
                    + " and h.request like '%Ada Low%' and c.platform = 'botpress'"))
        .isEqualTo(1);
  }

  @Test
  void aMissedChatBecomesATicketOfTheLinkedUser() {
    String id = conversation();
    botpress.botSendsMessage(id, user(), Map.of("text", "hello"));
    await().atMost(SOON).until(() -> said().contains("hello"));
    String chat = atZoho.conversations().get(0).path("id").asText();

    Gateway.Answer missed =
        gateway.post(
            "/webhook/salesiq/events",
            "{\"event\":\"conversation.missed\",\"entity_id\":\"%s\",\"entity\":{\"id\":\"%s\"}}"
                .formatted(chat, chat));

    assertThat(missed.status()).as(missed.text()).isEqualTo(200);
    await().atMost(SOON).until(() -> atZoho.tickets().size() == 1);
    assertThat(atZoho.contacts()).hasSize(1);
    assertThat(atZoho.contacts().get(0).path("email").asText()).endsWith("@example.test");
    assertThat(atZoho.tickets().get(0).path("description").asText()).contains("hello");
  }

  @Test
  void theFirstUserStaysTheVisitor() {
    String id = conversation();
    botpress.botSendsMessage(id, user(), Map.of("text", "one"));
    Gateway.Answer eve = botpress.createRemoteUser(Map.of("name", "Eve"));

    botpress.botSendsMessage(id, eve.json().path("id").asText(), Map.of("text", "two"));

    assertThat(TestDatabase.count(database, "handoff where request like '%\"name\":\"Eve\"%'"))
        .isZero();
  }

  @Test
  void theBotSpeaksInItsOwnName() {
    String id = conversation();

    botpress.botSendsMessage(id, "BOT", Map.of("text", "One moment"));

    await().atMost(SOON).until(() -> said().contains("Bot: One moment"));
  }

  static Stream<Arguments> payloads() {
    Map<String, Object> card =
        Map.of(
            "title", "Blue shoe",
            "subtitle", "Size 42",
            "imageUrl", "https://shop.example.test/shoe.png",
            "actions",
                List.of(
                    Map.of(
                        "action", "url", "label", "Buy", "value", "https://shop.example.test/buy"),
                    Map.of("action", "postback", "label", "More", "value", "more-1")));
    String shown =
        "Blue shoe\nSize 42\nhttps://shop.example.test/shoe.png\n"
            + "- Buy: https://shop.example.test/buy\n- More";
    List<Map<String, Object>> options =
        List.of(Map.of("label", "Yes", "value", "y"), Map.of("label", "No", "value", "n"));
    return Stream.of(
        Arguments.of("text", Map.of("text", "plain"), List.of("plain")),
        Arguments.of("markdown", Map.of("markdown", "*bold* words"), List.of("*bold* words")),
        Arguments.of(
            "location",
            Map.of("latitude", 52.5, "longitude", "13.4", "address", "Berlin"),
            List.of("Berlin\nhttps://www.openstreetmap.org/?mlat=52.5&mlon=13.4")),
        Arguments.of("card", card, List.of(shown)),
        Arguments.of("carousel", Map.of("items", List.of(card, card)), List.of(shown, shown)),
        Arguments.of(
            "choice", Map.of("text", "Sure?", "options", options), List.of("Sure?\n- Yes\n- No")),
        Arguments.of(
            "dropdown", Map.of("text", "Pick", "options", options), List.of("Pick\n- Yes\n- No")),
        Arguments.of(
            "bloc",
            Map.of(
                "items",
                List.of(
                    Map.of("type", "text", "payload", Map.of("text", "first")),
                    Map.of("type", "markdown", "payload", Map.of("markdown", "second")))),
            List.of("first", "second")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("payloads")
  void showsAsTextWhatAChatCannotShow(
      String kind, Map<String, Object> payload, List<String> lines) {
    String id = conversation();

    Gateway.Answer answer = botpress.botSendsMessage(id, user(), payload);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    await().atMost(SOON).until(() -> said().size() == lines.size());
    assertThat(said()).isEqualTo(lines);
  }

  @Test
  void countsATicketThatOnlyBotpressKnows() {
    double before = counted();

    Gateway.Answer answer = botpress.closeRemoteTicket("conv_01HBOTPRESS");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("closed").asBoolean()).isFalse();
    assertThat(counted()).isEqualTo(before + 1);
  }

  private static double counted() {
    return gateway.bean(MeterRegistry.class).get("handoff.botpress.unmatched").counter().count();
  }

  private static String logged() throws IOException {
    try (Stream<Path> files = Files.list(accessLog)) {
      StringBuilder all = new StringBuilder(); // of two days when midnight passes
      for (Path file : files.toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    }
  }

  private static String ops(String path) {
    String login = Gateway.OPS_USER + ":" + Gateway.OPS_PASSWORD;
    String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    return gateway.send("GET", path, null, Map.of("Authorization", "Basic " + basic)).text();
  }

  @Test
  void everyAnswerAboutAConversationNamesItsHandoff() {
    Gateway.Answer opened = botpress.createRemoteConversation("Order", "Late.", List.of());
    String id = opened.json().path("id").textValue();

    assertThat(
            List.of(
                botpress.botSendsMessage(id, "BOT", Map.of("text", "One moment")),
                botpress.botSendsMessage(id, "nobody", Map.of("text", "x")),
                botpress.botSendsMessage(id, "BOT", Map.of("x", 1)),
                botpress.closeRemoteTicket(id),
                botpress.botSendsMessage(id, "BOT", Map.of("text", "late"))))
        .extracting(answer -> answer.status() + " " + answer.headers().get("x-handoff-id"))
        .containsExactly(
            Stream.of(200, 404, 422, 200, 422)
                .map(status -> status + " " + opened.headers().get("x-handoff-id"))
                .toArray(String[]::new));
    assertThat(botpress.closeRemoteTicket("conv_01HBOTPRESS").headers())
        .doesNotContainKey("x-handoff-id");
  }

  @Test
  void closesAConversationWhoseIdIsTheSame() {
    String id = conversation();

    assertThat(botpress.closeRemoteTicket(id).json().path("closed").asBoolean()).isTrue();

    await()
        .atMost(SOON)
        .until(() -> atZoho.conversations().get(0).path("end_time").asText("").length() > 4);
  }

  @Test
  void refusesAMessageOnceTheBotHasTheConversationAgain() {
    String id = conversation();
    botpress.closeRemoteTicket(id);

    problem(botpress.botSendsMessage(id, "BOT", Map.of("text", "late")), 422);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    problem(botpress.botSendsMessage("nothing", "BOT", Map.of("text", "x")), 404);
    JsonNode unknown =
        problem(botpress.botSendsMessage(conversation(), "nobody", Map.of("text", "x")), 404);

    assertThat(pointers(unknown)).containsExactly("/remoteUserId");
  }

  @Test
  void refusesAMessageWithNothingToShow() {
    String id = conversation();

    assertThat(pointers(problem(botpress.botSendsMessage(id, "BOT", Map.of("x", 1)), 422)))
        .containsExactly("/payload");
  }

  @Test
  void takesAPersonOfWhomNothingIsUsable() {
    Gateway.Answer answer =
        botpress.createRemoteUser(Map.of("email", "n/a", "pictureUrl", "none", "userId", "x"));

    assertThat(answer.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wrong-key-of-this-test-00001",
        "botpress-key-of-this-test-000",
        "botpress-key-of-this-test-00011",
        "%20",
        "key"
      })
  void tellsNothingToWhoeverHasAnotherKey(String key) {
    problem(new BotpressClient(gateway, key).ping(), 401);
    problem(new BotpressClient(gateway, key).closeRemoteTicket("x"), 401);
  }

  @Test
  void refusesBodiesThatAreTooLarge() {
    problem(botpress.botSendsMessage("x", "BOT", Map.of("text", "x".repeat(1_100_000))), 413);
  }

  @Test
  void namesItsKeyNowhere(CapturedOutput output) throws IOException {
    gateway.get("/actuator/health");
    botpress.ping();
    botpress.botSendsMessage("nothing", "BOT", Map.of("text", "x"));
    gateway.send("GET", "/botpress/" + KEY + "/nothing", null, Map.of());
    gateway.send("POST", "/botpress/" + KEY + "/ping", "{", Map.of());
    gateway.send("PUT", "/botpress/" + KEY + "/ping", "{}", Map.of());
    assertThat(gateway.send("POST", "/%62otpress/" + KEY + "/ping", "{}", Map.of()).status())
        .isEqualTo(200);

    assertThat(output.getAll()).doesNotContain(KEY);
    assertThat(logged()).contains("/actuator/health").doesNotContain(KEY);
    assertThat(ops("/actuator/prometheus")).contains("handoff_botpress").doesNotContain(KEY);
    assertThat(ops("/jolokia/list")).contains("botpress-ping").doesNotContain(KEY);
  }

  @Test
  void conversationsOfTheHitlApiAreNotItsOwn() {
    String user = user();
    Gateway.Answer opened =
        gateway.post("/api/hitl/sessions", "{\"userId\":\"" + user + "\"}", Map.of());
    String theirs = opened.json().path("conversationId").asText();
    assertThat(theirs).isNotEmpty();

    Map<String, Object> words = Map.of("text", "Hello");
    problem(botpress.botSendsMessage(theirs, user, words), 404);
  }
}
