package dev.handoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.FileServer;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a visitor reach the operator once, or as a link, and stay nowhere. */
class ChatFileTest {

  private static final String MESSAGES = "/api/visitor/v1/.*/messages";
  private static final Duration SOON = Duration.ofSeconds(30);

  private static SimulatedZoho zoho;
  private static FileServer files;
  private static Map<String, String> database;
  private static Gateway gateway;

  private final String id = "files-" + UUID.randomUUID();
  private NewAtZoho atZoho;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    files = FileServer.start();
    files.file("/photo.png", "image/png", FileServer.PNG);
    files.text("/page.png", "image/png", "<html><body>no picture</body></html>");
    database = TestDatabase.H2.fresh();
    gateway =
        Gateway.start(
            zoho,
            database,
            Map.of("handoff.attachments.allowed-hosts", "127.0.0.1:" + files.port()));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    files.close();
    zoho.close();
  }

  @BeforeEach
  void open() {
    zoho.faults().clear();
    atZoho = NewAtZoho.of(zoho);
    String user =
        gateway.post("/api/hitl/users", "{\"name\":\"Ada\"}").json().path("userId").asText();
    Gateway.Answer answer =
        gateway.post(
            "/api/hitl/sessions",
            "{\"userId\":\"%s\",\"conversationId\":\"%s\"}".formatted(user, id));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private static void say(String conversation, String type, String payload) {
    Gateway.Answer answer =
        gateway.post(
            "/api/hitl/sessions/" + conversation + "/messages",
            "{\"type\":\"%s\",\"payload\":%s}".formatted(type, payload));
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
  }

  private void photo(String text) {
    say(
        id,
        "image",
        "{\"imageUrl\":\"%s\",\"text\":\"%s\"}".formatted(files.url("/photo.png"), text));
  }

  private void text(String text) {
    say(id, "text", "{\"text\":\"" + text + "\"}");
  }

  /** What the visitor sent after the question: words, or the file's name and its comment. */
  private List<String> sent() {
    String chat = atZoho.conversations().get(0).path("id").asText();
    return zoho.messages().stream()
        .filter(message -> message.path("conversation_id").asText().equals(chat))
        .skip(1)
        .map(ChatFileTest::shown)
        .toList();
  }

  private static String shown(JsonNode message) {
    String text = message.at("/message/text").asText();
    JsonNode file = message.at("/message/file");
    return file.isMissingNode()
        ? text
        : file.path("name").asText() + "/" + file.path("content_type").asText() + "/" + text;
  }

  private void arrives(String... all) {
    await().atMost(SOON).until(() -> sent().size() >= all.length);
    assertThat(sent()).containsExactly(all);
  }

  private static long steps(String like) {
    return TestDatabase.count(
        database, "handoff_step where name = 'attachment' and facts like '%" + like + "%'");
  }

  private static List<Path> onDisk() throws IOException {
    String user = System.getProperty("user.name");
    Path place = Path.of(System.getProperty("java.io.tmpdir"), "handoff-attachments-" + user);
    try (Stream<Path> all = Files.list(place)) {
      return all.filter(path -> path.toString().endsWith(".attachment")).toList();
    }
  }

  @Test
  void aFileArrivesWithItsWordsAsAComment() throws IOException {
    List<Path> before = onDisk();
    text("look");
    photo("Grüße von hier");
    text("nice");

    arrives("look", "photo.png/image/png/Grüße von hier", "nice");
    // What others of this machine have there goes by itself.
    await().until(() -> before.containsAll(onDisk()));
  }

  @Test
  void aFileOfAnotherKindArrivesAsALink() {
    say(
        id,
        "file",
        "{\"fileUrl\":\"%s\",\"title\":\"My page\",\"text\":\"see\"}"
            .formatted(files.url("/page.png")));

    arrives("see\nMy page: " + files.url("/page.png"));
    assertThat(steps("attachmentAsLink\":\"type_text/html")).isPositive();
  }

  @Test
  void aFileInTheOwnNetworkArrivesAsALink() {
    say(id, "file", "{\"fileUrl\":\"http://169.254.169.254/latest/meta-data\"}");

    arrives("http://169.254.169.254/latest/meta-data");
    assertThat(steps("not_public")).isPositive();
  }

  @Test
  void aServerThatAnswersLaterIsAskedAgain() {
    AtomicInteger asked = new AtomicInteger();
    files.page(
        "/later.png",
        exchange -> {
          if (asked.incrementAndGet() < 3) {
            FileServer.status(exchange, 503);
          } else {
            exchange.sendResponseHeaders(200, FileServer.PNG.length);
            exchange.getResponseBody().write(FileServer.PNG);
          }
        });

    say(id, "image", "{\"imageUrl\":\"%s\"}".formatted(files.url("/later.png")));
    text("after");

    arrives("later.png/image/png/", "after");
  }

  @Test
  void aServerThatNeverAnswersCostsAFewTries() {
    AtomicInteger asked = new AtomicInteger();
    files.page(
        "/never.png",
        exchange -> {
          asked.incrementAndGet();
          FileServer.status(exchange, 500);
        });

    say(id, "image", "{\"imageUrl\":\"%s\"}".formatted(files.url("/never.png")));
    text("after");

    arrives(files.url("/never.png"), "after");
    assertThat(asked).hasValue(3);
    assertThat(steps("http_500")).isPositive();
  }

  /** The file was taken, or was not; nobody knows which. */
  @ParameterizedTest
  @EnumSource(
      value = Fault.Kind.class,
      names = {"COMMIT_THEN_RESET", "RESET"})
  void anUnclearFileIsLookedForAndArrivesOnce(Fault.Kind kind) {
    photo("first");
    arrives("photo.png/image/png/first");
    zoho.faults().add(Fault.of(kind).on(Side.SALESIQ, "POST", MESSAGES).times(1));

    photo("");
    photo("");
    text("end");

    arrives("photo.png/image/png/first", "photo.png/image/png/", "photo.png/image/png/", "end");
  }

  /** What else stands in a chat is no file of the visitor. */
  @Test
  void anUnclearFileIsNotTakenForAnotherRow() {
    zoho.faults().add(Fault.of(Fault.Kind.RESET).on(Side.SALESIQ, "POST", MESSAGES).times(1));
    zoho.faults()
        .add(
            Fault.answer(
                    200,
                    """
                    {"data":[
                     {"id":"1_1","type":"info","sender":{"id":"$7","name":"Ada"},"message":{}},
                     {"id":"2_2","type":"info","message":{"text":"Max has joined"}},
                     {"id":"3_3","type":"card","sender":{"id":"b5100","name":"Bot"},"message":{}},
                     {"id":"4_4","type":"att","sender":{"id":"5100","name":"Max"},"message":{}},
                     {"id":"5_5","type":"att","message":{}},
                     {"id":"6_6","type":"text","sender":{"id":"$7"},"message":{"text":"hi"}}]}
                    """)
                .on(Side.SALESIQ, "GET", MESSAGES)
                .times(1));

    photo("");
    text("end");

    arrives("photo.png/image/png/", "end");
  }

  @Test
  void aRejectedTokenIsRefreshedAndTheFileSentAgain() {
    zoho.expireAllTokens();

    photo("once");

    arrives("photo.png/image/png/once");
  }

  @ParameterizedTest
  @ValueSource(ints = {1018, 1027, 1028})
  void whatSalesIqDoesNotWantArrivesAsALink(int code) {
    zoho.faults()
        .add(
            Fault.answer(400, "{\"error\":{\"code\":%d,\"message\":\"no\"}}".formatted(code))
                .on(Side.SALESIQ, "POST", MESSAGES)
                .times(1));

    photo("see");

    arrives("see\n" + files.url("/photo.png"));
    assertThat(steps("salesiq_" + code)).isPositive();
  }

  @Test
  void anotherRefusalParksTheMessage() {
    zoho.faults()
        .add(
            Fault.answer(400, "{\"error\":{\"code\":1016,\"message\":\"no\"}}")
                .on(Side.SALESIQ, "POST", MESSAGES)
                .times(1));

    photo("see");

    await()
        .atMost(SOON)
        .until(
            () ->
                gateway.get("/api/hitl/sessions/" + id).json().at("/messages/parked").asInt() == 1);
    assertThat(sent()).isEmpty();
  }

  @Test
  void longWordsFollowTheFile() {
    String words = "word ".repeat(3_000).strip();

    photo(words);

    await().atMost(SOON).until(() -> String.join("", sent()).length() > words.length());
    assertThat(sent().get(0)).isEqualTo("photo.png/image/png/");
    assertThat(String.join("", sent().subList(1, sent().size()))).isEqualTo(words);
  }
}
