package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.SalesIqVisitor;
import dev.handoff.testing.SalesIqVisitor.Reply;
import dev.handoff.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answer service in the bot's dialogue in SalesIQ (contract 4.1, 4.6). */
class ZobotAnswersTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<JsonNode> QUESTIONS = new CopyOnWriteArrayList<>();

  private static volatile String answer;
  private static HttpServer service;
  private static SimulatedZoho zoho;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.setExecutor(Executors.newCachedThreadPool());
    service.createContext("/answers", ZobotAnswersTest::answer);
    service.start();
    zoho = SimulatedZoho.start();
    gateway =
        Gateway.start(
            zoho,
            TestDatabase.H2.fresh(),
            Map.of(
                "HANDOFF_ANSWER_SERVICE_URL",
                "http://localhost:" + service.getAddress().getPort() + "/answers",
                "handoff.answer-service.pause",
                "0s"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
    service.stop(0);
  }

  @BeforeEach
  void forget() {
    answer = sure("Parcels take two days.");
    QUESTIONS.clear();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String trace = exchange.getRequestHeaders().getFirst("traceparent");
    JsonNode question = JSON.readTree(exchange.getRequestBody());
    QUESTIONS.add(JSON.createObjectNode().put("trace", trace).set("question", question));
    if (answer.isEmpty()) {
      return;
    }
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String sure(String text) {
    return JSON.createObjectNode().put("answer", text).put("confidence", 0.6).toString();
  }

  @Test
  void givesTheAnswerThatTheServiceIsSureOf() {
    SalesIqVisitor visitor = SalesIqVisitor.at(gateway);
    visitor.lands();

    Reply reply = visitor.says("How long does a parcel take?");

    assertThat(reply.replies()).containsExactly("Parcels take two days.");
    assertThat(reply.suggestions()).isEmpty();
    JsonNode question = QUESTIONS.get(0).path("question");
    assertThat(question.path("conversationId").asText()).isEqualTo(visitor.conversationId());
    assertThat(question.path("message").asText()).isEqualTo("How long does a parcel take?");
  }

  @Test
  void sendsTheTraceAlong() {
    SalesIqVisitor visitor = SalesIqVisitor.at(gateway);
    String trace = "00-33333333333333333333333333333333-4444444444444444-01";

    gateway.post(
        "/webhook/salesiq",
        visitor.message("Where is it?").toString(),
        Map.of("traceparent", trace));

    assertThat(QUESTIONS.get(0).path("trace").asText()).isEqualTo(trace);
  }

  @Test
  void keepsTheAnswerForWhoeverTakesOver() {
    SalesIqVisitor visitor = SalesIqVisitor.at(gateway).knowing("email", "kept@example.test");
    visitor.says("How long does a parcel take?");

    visitor.says("create ticket");

    assertThat(zoho.tickets().get(zoho.tickets().size() - 1).path("description").asText())
        .contains("How long does a parcel take?")
        .contains("Parcels take two days.");
  }

  @Test
  void showsTheMenuAndSaysSoWhenTheServiceIsNotSure() {
    answer = "{\"answer\": \"Perhaps.\", \"confidence\": 0.59}";

    Reply reply = SalesIqVisitor.at(gateway).says("How long does a parcel take?");

    assertThat(reply.replies()).hasSize(1).allMatch(text -> text.startsWith("I'm not sure"));
    assertThat(reply.suggestions())
        .containsExactly("Instant chat", "Schedule callback", "Create ticket");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "[]",
        "{}",
        "{\"answer\": \"Yes.\"}",
        "{\"answer\": \"  \", \"confidence\": 1}",
        "{\"answer\": [\"Yes.\"], \"confidence\": 1}",
        "{\"answer\": \"Yes.\", \"confidence\": \"high\"}",
        "{\"answer\": \"Yes.\", \"confidence\": -1}"
      })
  void showsTheMenuWhenTheServiceIsSlowOrGivesNoAnswer(String given) {
    answer = given;

    Reply reply = SalesIqVisitor.at(gateway).says("How long does a parcel take?");

    assertThat(reply.replies()).hasSize(1).allMatch(text -> text.startsWith("How would you like"));
    assertThat(reply.suggestions()).hasSize(3);
  }

  @Test
  void asksNobodyAboutGreetingsChoicesAndWhatItAskedForItself() {
    SalesIqVisitor visitor = SalesIqVisitor.at(gateway);
    visitor.lands();
    visitor.says("hello");
    visitor.says("menu");
    visitor.says("create ticket");

    Reply noAddress = visitor.says("What is this for?");
    Reply callback = visitor.says("call me back please");
    Reply noNumber = visitor.says("hm, what do you mean?");

    assertThat(noAddress.replies().get(0)).contains("e-mail address");
    assertThat(callback.replies().get(0)).contains("phone number");
    assertThat(noNumber.replies().get(0)).contains("phone number");
    assertThat(QUESTIONS).isEmpty();
  }

  @Test
  void asksNobodyWhileAPersonIsCalled() {
    SalesIqVisitor visitor = SalesIqVisitor.at(gateway).knowing("email", "held@example.test");
    visitor.says("talk to a human");

    visitor.says("How long does a parcel take?");

    assertThat(QUESTIONS).isEmpty();
  }

  @Test
  void answersARepeatedCallAsBeforeWithoutAskingAgain() {
    SalesIqVisitor visitor = SalesIqVisitor.at(gateway);
    JsonNode call = visitor.message("How long does a parcel take?");
    Reply first = visitor.sends(call);
    answer = sure("Something else.");

    Reply again = visitor.sends(call);

    assertThat(again.replies()).isEqualTo(first.replies());
    assertThat(QUESTIONS).hasSize(1);
  }

  @Test
  void splitsALongAnswerAndLeavesItsBracesAlone() {
    answer = sure("Use {id} as it is. " + "A sentence of some length. ".repeat(60));

    Reply reply = SalesIqVisitor.at(gateway).says("How do I call it?");

    assertThat(reply.replies()).hasSize(2).allMatch(text -> text.length() <= 1000);
    assertThat(reply.replies().get(0)).startsWith("Use {id} as it is.");
  }

  @Test
  void answersAPreviewAsAnyVisitor() {
    SalesIqVisitor visitor = SalesIqVisitor.at(gateway).knowing("id", "botpreview_1");

    assertThat(visitor.says("How long does a parcel take?").replies())
        .containsExactly("Parcels take two days.");
  }
}
