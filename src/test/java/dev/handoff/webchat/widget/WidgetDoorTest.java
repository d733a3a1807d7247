package dev.handoff.webchat.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Gateway.Answer;
import dev.handoff.testing.Stored;
import dev.handoff.testing.Together;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The widget's door by itself: who comes in, and what is taken. */
@ExtendWith(Stage.Resolver.class)
class WidgetDoorTest {

  private Stage stage;

  @BeforeEach
  void take(Stage shared) {
    stage = shared;
    stage.bot.says("Yes.", 0.9);
  }

  private record Session(String id, String token, String renewal) {}

  private Session open() {
    JsonNode opened = send("POST", "/widget/sessions", "{}", Map.of()).json();
    return new Session(
        opened.path("sessionId").asText(),
        opened.path("token").asText(),
        opened.path("renewal").asText());
  }

  private Answer send(String method, String path, String body, Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("X-Api-Key", "");
    return stage.gateway.send(method, path, body, all);
  }

  private Answer post(Session session, String what, String body, String token) {
    return send(
        "POST",
        "/widget/sessions/" + session.id() + "/" + what,
        body,
        Map.of("Authorization", token.isEmpty() ? "" : "Bearer " + token));
  }

  private Answer say(Session session, String text) {
    return post(session, "messages", message(text, UUID.randomUUID().toString()), session.token());
  }

  private static String message(String text, String id) {
    return "{\"message\":\"" + text + "\",\"messageId\":\"" + id + "\"}";
  }

  private Answer wish(Session session, String body) {
    return post(session, "handoff", body, session.token());
  }

  private List<String> lines(Session session, String field) {
    List<String> lines = new ArrayList<>();
    stage
        .gateway
        .get("/api/chat/sessions/" + session.id() + "/messages")
        .json()
        .forEach(line -> lines.add(line.path(field).asText()));
    return lines;
  }

  @Test
  void everySessionHasAnIdOfItsOwnAndReadsItself() {
    Session one = open();
    Session two = open();

    assertThat(one.id()).isNotEqualTo(two.id()).hasSizeGreaterThan(36);
    assertThat(say(one, "Hello").status()).isEqualTo(202);
    Answer read =
        send(
            "GET",
            "/api/chat/sessions/" + one.id() + "/messages",
            null,
            Map.of("Authorization", "Bearer " + one.token()));
    assertThat(read.json()).hasSize(2);
    assertThat(lines(one, "content")).containsExactly("Hello", "Yes.");
    assertThat(lines(two, "content")).isEmpty();
  }

  @Test
  void onlyTheTokenOfTheSessionOpensIt() {
    Session mine = open();
    Session other = open();
    String body = message("Hello", "1");

    assertThat(post(mine, "messages", body, "").status()).isEqualTo(401);
    assertThat(post(mine, "messages", body, "x.y.z").status()).isEqualTo(403);
    assertThat(post(mine, "messages", body, mine.renewal()).status()).isEqualTo(401);
    assertThat(post(mine, "messages", body, other.token()).status()).isEqualTo(403);
    assertThat(post(mine, "handoff", "{\"kind\":\"chat\"}", other.token()).status()).isEqualTo(403);
    assertThat(post(mine, "token", "{}", mine.token()).status()).isEqualTo(401);
    assertThat(post(mine, "token", "{}", other.renewal()).status()).isEqualTo(403);
    assertThat(lines(mine, "content")).isEmpty();
  }

  /** A site's own chat gives its pages tokens that read. */
  @Test
  void tokenForReadingASitesOwnChatSpeaksForNobody() {
    String token =
        stage
            .gateway
            .post("/api/chat/sessions/own-1/stream-token", "{}")
            .json()
            .path("token")
            .asText();

    Session own = new Session("own-1", token, "");

    assertThat(say(own, "Hello").status()).isEqualTo(403);
    assertThat(lines(own, "content")).isEmpty();
  }

  @Test
  void newTokenIsGivenForTheRenewal() {
    Session session = open();

    Answer renewed = post(session, "token", "{}", session.renewal());

    assertThat(renewed.status()).isEqualTo(200);
    String token = renewed.json().path("token").asText();
    assertThat(post(session, "messages", message("Hello", "1"), token).status()).isEqualTo(202);
  }

  @Test
  void repeatedMessageIsHeardOnceAndAnsweredOnce() {
    Session session = open();
    for (int i = 0; i < 3; i++) {
      assertThat(post(session, "messages", message("Hello", "m-1"), session.token()).status())
          .isEqualTo(202);
    }

    assertThat(lines(session, "content")).containsExactly("Hello", "Yes.");
  }

  /** A browser that wakes up late, where messages are kept shorter than their names. */
  @Test
  void repeatedMessageWhoseWordsHaveGoneIsTakenAndAnsweredNoMore() {
    Session session = open();
    post(session, "messages", message("Hello", "m-1"), session.token());
    stage
        .gateway
        .bean(JdbcClient.class)
        .sql("delete from handoff_messages where session_id = ?")
        .param(session.id())
        .update();

    assertThat(post(session, "messages", message("Hello", "m-1"), session.token()).status())
        .isEqualTo(202);
    assertThat(lines(session, "content")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | not JSON",
        "400 | []",
        "400 | {\"message\":{\"a\":1},\"messageId\":\"1\"}",
        "422 | {\"messageId\":\"1\"}",
        "422 | {\"message\":\"  \",\"messageId\":\"1\"}",
        "422 | {\"message\":\"Hello\"}",
      })
  void whatIsNoMessageIsRefused(int status, String body) {
    Session session = open();

    Answer answer = post(session, "messages", body, session.token());

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
    assertThat(lines(session, "content")).isEmpty();
  }

  @Test
  void messageThatIsTooLongNamesItsFieldAndOneOfAMegabyteIsNotRead() {
    Session session = open();

    assertThat(say(session, "x".repeat(4_000)).status()).isEqualTo(202);
    Answer refused = say(session, "x".repeat(4_001));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("/message");
    assertThat(say(session, "x".repeat(1_100_000)).status()).isEqualTo(413);
    assertThat(lines(session, "content")).hasSize(2);
  }

  @Test
  void controlCharactersAreTakenOutAndMarkupIsText() {
    Session session = open();

    say(session, "a\\u0000b\\u001b[31m <script>alert(1)</script>\\nc");

    assertThat(lines(session, "content").get(0)).isEqualTo("ab[31m <script>alert(1)</script>\nc");
  }

  @Test
  void whoAsksTooMuchHasToWait() {
    Session session = open();

    Answer refused =
        Stream.generate(() -> say(session, "Hello"))
            .limit(5 * Stage.MOST_MESSAGES)
            .filter(answer -> answer.status() != 202)
            .findFirst()
            .orElseThrow();

    assertThat(refused.status()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.headers().get("retry-after"))).isBetween(1, 60);
    assertThat(lines(session, "content")).hasSizeGreaterThanOrEqualTo(2 * Stage.MOST_MESSAGES);
    assertThat(say(open(), "Somebody else").status()).isEqualTo(202);
  }

  @Test
  void pagesOfOtherSitesAreKeptOut() {
    Map<String, String> foreign = Map.of("Origin", "https://evil.example");

    assertThat(send("POST", "/widget/sessions", "{}", foreign).status()).isEqualTo(403);
    Answer own = send("POST", "/widget/sessions", "{}", Map.of("Origin", stage.site.origin()));
    assertThat(own.status()).isEqualTo(201);
    assertThat(own.headers()).containsEntry("access-control-allow-origin", stage.site.origin());
  }

  @Test
  void otherMethodsAreNotAnswered() {
    assertThat(send("GET", "/widget/sessions", null, Map.of()).status()).isEqualTo(405);
    assertThat(send("POST", "/widget/else", "{}", Map.of()).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/kind  | {}",
        "/kind  | {\"kind\":\"fax\"}",
        "/email | {\"kind\":\"ticket\"}",
        "/email | {\"kind\":\"ticket\",\"email\":\"ana@\"}",
        "/phone | {\"kind\":\"callback\",\"time\":\"2031-01-01T10:00\",\"timeZone\":\"Europe/Berlin\"}",
        "/phone | {\"kind\":\"callback\",\"phone\":\"12\",\"time\":\"tomorrow at 3 PM\"}",
        "/time  | {\"kind\":\"callback\",\"phone\":\"+49 30 901820\"}",
        "/time  | {\"kind\":\"callback\",\"phone\":\"+49 30 901820\",\"time\":\"2020-01-01T10:00\"}",
        "/timeZone | {\"kind\":\"callback\",\"phone\":\"+49 30 901820\",\"time\":\"tomorrow at 3 PM\",\"timeZone\":\"Moon\"}",
      })
  void wishNamesWhatIsMissingOrWrong(String pointer, String body) {
    Session session = open();

    Answer refused = wish(session, body);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("errors").findValuesAsText("pointer")).contains(pointer);
    assertThat(lines(session, "content")).isEmpty();
  }

  @Test
  void repeatedWishIsGrantedOnce() {
    Session session = open();
    String body = "{\"kind\":\"ticket\",\"email\":\"once@example.test\",\"requestId\":\"r-1\"}";

    Answer first = wish(session, body);
    Answer second = wish(session, body);

    assertThat(first.status()).isEqualTo(202);
    assertThat(second.json().path("handoffId")).isEqualTo(first.json().path("handoffId"));
    assertThat(lines(session, "code")).containsOnlyOnce("asked-ticket");
  }

  @Test
  void whoWaitsForAPersonGetsNoSecondOne() {
    Session session = open();

    String first = wish(session, "{\"kind\":\"chat\"}").json().path("handoffId").asText();
    String second = wish(session, "{\"kind\":\"chat\"}").json().path("handoffId").asText();

    assertThat(second).isEqualTo(first);
    assertThat(say(session, "Hello?").json().path("handoff").asBoolean()).isTrue();
    assertThat(lines(session, "content")).doesNotContain("Yes.");
  }

  @Test
  void visitorIsToldWhenZohoRefuses() {
    Stored.awaitNoneOpen(stage.gateway); // the refusal is for the ticket of this test
    Session session = open();
    String reason = "{\"errorCode\":\"INVALID_DATA\",\"message\":\"The data is invalid\"}";
    stage.zoho.faults().add(Fault.answer(422, reason).on(Side.DESK, "POST", "/tickets$"));

    wish(session, "{\"kind\":\"ticket\",\"email\":\"refused@example.test\"}");

    Awaitility.await()
        .untilAsserted(
            () -> assertThat(lines(session, "code")).containsExactly("asked-ticket", "not-now"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | {}",
        "200 | []",
        "200 | no JSON",
        "200 | {\"answer\":\"x\"}",
        "200 | {\"confidence\":1}"
      })
  void serviceWithoutAUsableAnswerLeadsToTheMenu(int status, String body) {
    stage.bot.answers(status, body);
    Session session = open();

    say(session, "Hello");

    assertThat(lines(session, "code")).containsExactly("", "menu");
  }

  /** Whole words, in the visitor's language; the bot need not be asked. */
  @ParameterizedTest
  @CsvSource({"Can I TALK TO A HUMAN?, true", "That is supportive, false"})
  void personIsAskedWhenTheVisitorSaysSo(String text, boolean handoff) {
    Session session = open();

    assertThat(say(session, text).json().path("handoff").asBoolean()).isEqualTo(handoff);

    assertThat(lines(session, "content").contains("Yes.")).isEqualTo(!handoff);
  }

  @ParameterizedTest
  @CsvSource({"0.6, false", "60, false", "1, false", "0.59, true", "59, true", "0, true"})
  void personIsAskedWhenTheBotIsUnsure(String confidence, boolean handoff) {
    stage.bot.answers(200, "{\"answer\":\"Perhaps.\",\"confidence\":" + confidence + "}");
    Session session = open();

    JsonNode heard = say(session, "Hello").json();

    assertThat(heard.path("handoff").asBoolean()).isEqualTo(handoff);
    assertThat(lines(session, "content").contains("Perhaps.")).isEqualTo(!handoff);
  }

  @ParameterizedTest
  @CsvSource({"200, Yes.", "500, How would you like to go on?"})
  void messageSentAgainWhileTheBotThinksIsAnsweredOnce(int status, String begins) {
    Session session = open();
    stage.bot.answers(status, "{\"answer\":\"Yes.\",\"confidence\":0.9}");
    int asked = stage.bot.questions.size();
    CountDownLatch thinking = stage.bot.thinks();

    Together.run(
        3,
        i -> {
          if (i < 2) {
            return post(session, "messages", message("Hello", "m-1"), session.token()).status();
          }
          Awaitility.await().until(() -> stage.bot.questions.size() == asked + 2);
          thinking.countDown();
          return 202;
        });

    assertThat(lines(session, "content")).hasSize(2);
    assertThat(lines(session, "content").get(1)).startsWith(begins);
  }

  @Test
  void sameRequestIdWithAnotherBodyIsRefused() {
    Session session = open();
    String body =
        "{\"kind\":\"callback\",\"phone\":\"+49 30 901820\",\"time\":\"tomorrow at 3 PM\","
            + "\"timeZone\":\"Europe/Berlin\",\"requestId\":\"r-2\",\"language\":\"en\"}";

    assertThat(wish(session, body).status()).isEqualTo(202);
    assertThat(wish(session, body).status()).isEqualTo(202);
    assertThat(wish(session, body.replace("\"en\"", "\"de\"")).status()).isEqualTo(422);
  }

  @Test
  void addressThatAsksForTooManyPersonsHasToWait() {
    Map<String, String> from = Map.of("X-Forwarded-For", "203.0.113.77");
    Answer refused =
        Stream.generate(this::open)
            .flatMap(session -> Stream.generate(() -> asks(session, "{}", from)).limit(20))
            .limit(5 * Stage.MOST_HANDOFFS)
            .filter(answer -> answer.status() != 422)
            .findFirst()
            .orElseThrow();

    assertThat(refused.status()).isEqualTo(429);
    assertThat(Integer.parseInt(refused.headers().get("retry-after"))).isBetween(1, 60);
    assertThat(wish(open(), "{\"kind\":\"chat\"}").status()).isEqualTo(202);
  }

  private Answer asks(Session session, String body, Map<String, String> from) {
    Map<String, String> headers = new LinkedHashMap<>(from);
    headers.put("Authorization", "Bearer " + session.token());
    return send("POST", "/widget/sessions/" + session.id() + "/handoff", body, headers);
  }
}
