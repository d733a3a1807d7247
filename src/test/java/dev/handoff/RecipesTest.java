package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.setup.Commands;
import dev.handoff.testing.FileServer;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.Logs;
import dev.handoff.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;

/** The recipes as printed: each is valid by itself, and all of them together do what they say. */
@ExtendWith(OutputCaptureExtension.class)
class RecipesTest {

  private static final Path RECIPES = Path.of("docs/recipes");
  private static final Pattern EDIT =
      Pattern.compile(
          "<!-- (new|change|append): (\\S+) -->\\n```\\w+\\n(.*?)```\\n", Pattern.DOTALL);
  private static final Pattern CURL =
      Pattern.compile(
          "<!-- curl -->\\n```console\\ncurl -s http://localhost:8080(\\S+) .*?-d '(.*?)'\\n```",
          Pattern.DOTALL);

  /** Fails with every request, as a slip in a flow of one's own may. */
  private static final String BROKEN =
      """
      - route:
          id: broken-channel
          description: Fails
          routeConfigurationId: intake-problems
          from:
            uri: platform-http:/api/channels/broken
            steps:
              - bean:
                  ref: fields
                  method: "copy(${body}, 'a', ${variable.nothing}, 'b')"
              - throwException:
                  exceptionType: java.lang.IllegalStateException
                  message: "${body}"
      """;

  @TempDir static Path temporary;
  private static SimulatedZoho zoho;
  private static Gateway gateway;
  private static FileServer outside;
  private static final List<String> asked = new CopyOnWriteArrayList<>();
  private static final List<String> posted = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() throws IOException {
    Path all = copy("all");
    for (Path recipe : recipes().toList()) {
      apply(recipe, all);
    }
    Files.writeString(all.resolve("routes/broken.camel.yaml"), BROKEN);
    outside = FileServer.start();
    outside.page("/customers", RecipesTest::customer);
    outside.page("/hook", RecipesTest::hook);
    zoho = SimulatedZoho.start();
    gateway =
        Gateway.start(
            zoho,
            TestDatabase.H2.fresh(),
            Map.of(
                "handoff.routes", all.resolve("routes").toString(),
                "handoff.config", all.resolve("config").toString(),
                "CRM_URL", outside.url("/customers"),
                "CHAT_TOOL_URL", outside.url("/hook"),
                "handoff.relay.assignment", "1s"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
    outside.close();
  }

  private static void customer(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
    asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    byte[] answer = "{\"tier\": \"Gold since 2019\"}".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
  }

  private static void hook(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
    posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    exchange.sendResponseHeaders(200, -1);
  }

  private static Path copy(String name) throws IOException {
    Path folder = temporary.toRealPath().resolve(name);
    FileSystemUtils.copyRecursively(Path.of("routes"), folder.resolve("routes"));
    FileSystemUtils.copyRecursively(Path.of("config"), folder.resolve("config"));
    return folder;
  }

  static Stream<Path> recipes() throws IOException {
    try (Stream<Path> files = Files.list(RECIPES)) {
      return files
          .filter(file -> file.getFileName().toString().matches("\\d-.*\\.md"))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static Path recipe(int number) throws IOException {
    return recipes()
        .filter(file -> file.getFileName().toString().startsWith(number + "-"))
        .findFirst()
        .orElseThrow();
  }

  /** Does what the recipe says, to the letter. */
  private static void apply(Path recipe, Path folder) throws IOException {
    Matcher edits = EDIT.matcher(Files.readString(recipe));
    int done = 0;
    while (edits.find()) {
      Path file = folder.resolve(edits.group(2));
      String now = Files.exists(file) ? Files.readString(file) : "";
      Files.writeString(
          file,
          switch (edits.group(1)) {
            case "new" -> edits.group(3);
            case "change" -> changed(now, edits.group(3));
            default -> appended(now, edits.group(3));
          });
      done++;
    }
    assertThat(done).as("edits of %s", recipe).isPositive();
  }

  private static String changed(String text, String diff) {
    StringBuilder before = new StringBuilder();
    StringBuilder after = new StringBuilder();
    for (String line : diff.lines().toList()) {
      if (!line.startsWith("+")) {
        before.append(line.substring(1)).append('\n');
      }
      if (!line.startsWith("-")) {
        after.append(line.substring(1)).append('\n');
      }
    }
    assertThat(text).containsOnlyOnce(before);
    return text.replace(before, after);
  }

  /** Below the same key where it is there already, as the recipes say. */
  private static String appended(String text, String more) {
    String own = "\nown:\n";
    return text.contains(own) ? text.replace(own, more) : text + more;
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void isValidByItself(Path recipe) throws IOException {
    Path folder = copy(recipe.getFileName().toString());
    apply(recipe, folder);

    assertThat(
            Commands.run(
                HandoffGateway.class,
                "validate",
                folder.resolve("routes").toString(),
                folder.resolve("config").toString()))
        .hasValue(0);
  }

  private static Gateway.Answer curl(int number) throws IOException {
    Matcher curl = CURL.matcher(Files.readString(recipe(number)));
    assertThat(curl.find()).as("curl of recipe %d", number).isTrue();
    return gateway.post(curl.group(1), curl.group(2));
  }

  private static JsonNode ticket(Gateway.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    String id = answer.json().path("zoho").path("ticketId").asText();
    return zoho.tickets().stream()
        .filter(ticket -> ticket.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void billingReachesTheOtherDepartment() throws IOException {
    assertThat(ticket(curl(1)).path("departmentId").asText()).isEqualTo("900000000000000007");
    assertThat(ticket(curl(4)).path("departmentId").asText()).isNotEqualTo("900000000000000007");
  }

  @Test
  void theNewChannelEndsInATicket() throws IOException {
    JsonNode ticket = ticket(curl(2));

    assertThat(ticket.path("description").asText())
        .contains(
            "shop-77", "The parcel is open, and &quot;empty&quot;, 2 of 3", "Where is the rest?");
  }

  @Test
  void theNewChannelRefusesWhatItCannotTake() {
    Gateway.Answer nothing =
        gateway.post(
            "/api/channels/shop",
            "{\"chat\": \"\", \"customer\": {\"mail\": \"ana2@example.test\"}}");
    Gateway.Answer noMail = gateway.post("/api/channels/shop", "{\"chat\": \"shop-79\"}");
    Gateway.Answer noJson = gateway.post("/api/channels/shop", "hello");
    Gateway.Answer noKey =
        gateway.send("POST", "/api/channels/shop", "{}", Map.of("X-Api-Key", ""));

    assertThat(nothing.status()).isEqualTo(422);
    assertThat(nothing.text()).contains("conversationId");
    assertThat(noMail.status()).isEqualTo(422);
    assertThat(noMail.text()).contains("/customer/mail");
    assertThat(noJson.status()).as(noJson.text()).isEqualTo(400);
    assertThat(noKey.status()).isEqualTo(401);
  }

  @Test
  void aFlowThatFailsIsNamedInTheLog(CapturedOutput output) {
    assertThat(gateway.post("/api/channels/broken", "{\"who\": \"Ana\"}").status()).isEqualTo(500);

    assertThat(output.getAll().lines().filter(line -> line.contains("a request failed")))
        .singleElement()
        .asString()
        .contains("a request failed in the route broken-channel: ")
        .doesNotContain("Ana");
  }

  /** Text of a visitor is never read as an expression or as more fields. */
  @Test
  void whatAVisitorWroteStaysText() {
    String words = "${sys.user.dir}'), ${body}, {{own.crm-url}} \\\"}, kind: chat";
    Gateway.Answer answer =
        gateway.post(
            "/api/channels/shop",
            "{\"chat\": \"shop-78\", \"customer\": {\"mail\": \"ana78@example.test\"}, \"problem\": \""
                + words
                + "\"}");

    assertThat(ticket(answer).path("subject").asText()).isEqualTo(words.replace("\\", ""));
  }

  @Test
  void aChatThatNobodyTakesBecomesATicketAlthoughPhoneAndTimeAreKnown() throws IOException {
    assertThat(curl(3).status()).isBetween(201, 202);

    await()
        .until(() -> zoho.tickets().stream().anyMatch(one -> one.toString().contains("recipe-3")));
    assertThat(zoho.calls()).isEmpty();
  }

  @Test
  void whatTheCrmKnowsStandsInTheTicket() throws IOException {
    Gateway.Answer answer = curl(4);

    assertThat(ticket(answer).path("description").asText())
        .contains("<b>Customer:</b> Gold since 2019");
    assertThat(answer.json().path("steps").get(0).path("name").asText()).isEqualTo("crm");
    assertThat(asked).contains("{\"email\":\"ana4@example.test\"}");
  }

  @Test
  void aLineReachesTheChatToolAndAFailingToolChangesNothing() throws IOException {
    Gateway.Answer answer = curl(5);
    String line = "{\"text\":\"New ticket: " + answer.json().path("id").asText() + "\"}";

    assertThat(answer.json().path("state").asText()).isEqualTo("delivered");
    await().until(() -> posted.contains(line));
    outside.page("/hook", exchange -> exchange.sendResponseHeaders(500, -1));
    assertThat(gateway.post("/api/handoffs", ANOTHER).json().path("state").asText())
        .isEqualTo("delivered");
    outside.page("/hook", RecipesTest::hook);
  }

  private static final String ANOTHER =
      """
      {"channel": "web", "conversationId": "recipe-5b", "kind": "ticket", "reason": "R",
       "visitor": {"name": "Ana Roy", "email": "ana5b@example.test"}}""";

  @AfterAll
  static void loudAgain() {
    Logs.loudAgain();
  }
}
