package dev.handoff.operations;

import static dev.handoff.testing.ProblemAnswer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestOrder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What the console is made of and what it reads, without a browser. */
class ConsoleApiTest {

  private static Bench bench;

  @BeforeAll
  static void start() {
    bench =
        Bench.start(
            Map.of(
                "HANDOFF_SYNC_WAIT",
                "100ms",
                "HANDOFF_RETRY_ATTEMPTS",
                "2",
                "HANDOFF_RETRY_INITIAL",
                "200ms"));
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @AfterEach
  void forget() {
    bench.zoho().faults().clear();
    bench.forgetPauses();
  }

  private static Gateway.Answer get(String path) {
    return Operator.get(bench.gateway(), path);
  }

  private static TestOrder ana() {
    return TestOrder.ticket()
        .on(Channel.SALESIQ, UUID.randomUUID().toString())
        .name("Ana Roy")
        .email(UUID.randomUUID() + "@example.test")
        .reason("The bot was not sure")
        .says(AuthorType.VISITOR, "Where is my parcel?");
  }

  private static Handoff parked(TestOrder order, String code) {
    bench.fault(
        Fault.answer(422, "{\"errorCode\":\"" + code + "\",\"message\":\"No\"}")
            .on(Side.DESK, "POST", "/tickets$"));
    return bench.await(bench.accept(order), HandoffState.PARKED);
  }

  private static Stream<JsonNode> timeline(Handoff handoff) {
    return StreamSupport.stream(
        get("/ops/api/handoffs/" + handoff.id() + "/timeline").json().path("items").spliterator(),
        false);
  }

  private static List<String> sentences(Handoff handoff) {
    return timeline(handoff)
        .map(item -> item.path("tone").asText() + " " + item.path("text").asText())
        .toList();
  }

  @Test
  void tellsWhatHappenedToATicketInPlainSentences() {
    Handoff delivered = bench.deliver(ana());
    String number = bench.facts(delivered).get("ticketNumber");

    assertThat(sentences(delivered))
        .startsWith(
            "plain Received from Zobot: the visitor wants a ticket",
            "good Contact is in Desk (Ana Roy)",
            "good Ticket #" + number + " created",
            "good Looked at Zoho: it is there")
        .contains("good Delivered: it is with the people");
  }

  @Test
  void tellsWhyAWayWasChosen() {
    Handoff delivered =
        bench.deliver(TestOrder.of(null).on(Channel.AGENT, UUID.randomUUID().toString()));

    assertThat(sentences(delivered))
        .contains(
            "good A ticket was chosen, because nobody can talk back on the channel agent"
                + " (handoff.routing.live-channels)");
  }

  @Test
  void tellsWhyOneWaitsAndUntilWhen() {
    bench.fault(Fault.of(Fault.Kind.DAILY_LIMIT).on(Side.DESK, "POST", "/tickets$").forEver());
    Handoff waiting = bench.await(bench.accept(ana()), HandoffState.RETRYING);

    JsonNode items = get("/ops/api/handoffs/" + waiting.id() + "/timeline").json().path("items");
    JsonNode last = items.path(items.size() - 1);

    assertThat(last.path("text").asText()).startsWith("Zoho was busy (");
    assertThat(last.path("tone").asText()).isEqualTo("waiting");
    assertThat(Instant.parse(last.path("then").asText()))
        .isAfter(Instant.parse(last.path("at").asText()));
    bench.zoho().faults().clear();
    bench.forgetPauses();
    bench.clock().advance(Duration.ofMinutes(2));
    bench.await(waiting, HandoffState.DELIVERED);
  }

  private static JsonNode items(Handoff handoff) {
    return get("/ops/api/handoffs/" + handoff.id() + "/timeline").json().path("items");
  }

  private static JsonNode story(Handoff handoff) {
    return get("/ops/api/handoffs/" + handoff.id()).json();
  }

  /** Two attempts are allowed here. */
  @Test
  void tellsEqualFailuresInOneSentenceAndEachOfThemBeneath() {
    bench.fault(
        Fault.answer(500, "{\"message\":\"Oh\"}")
            .on(Side.DESK, "GET", "/contacts/search")
            .times(2));
    Handoff parked = bench.await(bench.accept(ana()), HandoffState.PARKED);
    JsonNode told = story(parked).path("failedAttempts");

    JsonNode items = items(parked);
    JsonNode last = items.path(items.size() - 1);

    assertThat(last.path("text").asText())
        .matches(
            "Tried 2 times between \\S+Z and \\S+Z: Zoho had a failure of its own \\(.+\\);"
                + " it waits here for somebody to look after it");
    assertThat(items).as("nothing of it twice").hasSize(2);
    assertThat(last.path("attempts").findValuesAsText("what"))
        .containsExactly("The contact in Desk", "The contact in Desk");
    assertThat(told.findValuesAsText("attempt")).containsExactly("1", "2");
    assertThat(told.path(0).path("code").asText())
        .isEqualTo(story(parked).path("lastError").path("code").asText());
    assertThat(Instant.parse(told.path(0).path("nextAttemptAt").asText()))
        .isAfter(Instant.parse(told.path(0).path("at").asText()))
        .isBeforeOrEqualTo(Instant.parse(told.path(1).path("at").asText()));
    assertThat(told.path(1).has("nextAttemptAt")).isFalse();
    assertThat(told.findValuesAsText("node"))
        .containsOnly(get("/ops/api/session").json().path("node").asText());
    assertThat(story(parked).path("attempts").asInt()).isEqualTo(2);

    bench.zoho().faults().clear();
    bench.forgetPauses();
    Operator.post(bench.gateway(), "/ops/api/dead-letters/" + parked.id() + "/replay", "{}");
    bench.await(parked, HandoffState.DELIVERED);

    assertThat(sentences(parked))
        .satisfiesOnlyOnce(sentence -> assertThat(sentence).contains("Tried 2 times between"))
        .containsSubsequence("plain ops sent it again", "good Contact is in Desk (Ana Roy)");
  }

  @Test
  void tellsAttemptsBeforeAndAfterSomebodySentItAgainApart() {
    Handoff parked = parked(ana(), "INVALID_DATA");
    bench.fault(
        Fault.answer(422, "{\"errorCode\":\"INVALID_DATA\",\"message\":\"No\"}")
            .on(Side.DESK, "POST", "/tickets$"));
    Operator.post(bench.gateway(), "/ops/api/dead-letters/" + parked.id() + "/replay", "{}");
    bench.await(parked, now -> now.state() == HandoffState.PARKED && now.claim() > parked.claim());

    assertThat(sentences(parked))
        .containsSubsequence(
            "bad The ticket was refused (INVALID_DATA)",
            "plain ops sent it again",
            "bad The ticket was refused (INVALID_DATA); it waits here for somebody to look after"
                + " it");
    assertThat(story(parked).path("failedAttempts").findValuesAsText("attempt"))
        .containsExactly("1", "1");
  }

  @Test
  void whatSucceedsAtOnceHasNoFailedAttempts() {
    assertThat(story(bench.deliver(ana())).path("failedAttempts")).isEmpty();
  }

  @Test
  void leadsToTheTicketAndTheCallAsZohoToldTheWay() {
    Handoff ticket = bench.deliver(ana());
    Handoff call =
        bench.deliver(
            TestOrder.callback()
                .on(Channel.WEB, UUID.randomUUID().toString())
                .email(UUID.randomUUID() + "@example.test"));

    assertThat(story(ticket).path("links").path("ticket").asText())
        .isEqualTo("https://desk.sandbox.invalid/tickets/" + bench.facts(ticket).get("ticketId"));
    assertThat(story(call).path("links").path("call").asText())
        .isEqualTo("https://desk.sandbox.invalid/calls/" + bench.facts(call).get("callId"));
  }

  @Test
  void tellsOfARefusalOnceAndOfWhatAPersonDid() {
    Handoff parked = parked(ana(), "INVALID_DATA");
    assertThat(sentences(parked))
        .contains(
            "bad The ticket was refused (INVALID_DATA); it waits here for somebody to look after it")
        .noneMatch(sentence -> sentence.contains("did not succeed"));

    Operator.post(
        bench.gateway(),
        "/ops/api/dead-letters/" + parked.id() + "/replay",
        "{\"subject\": \"Parcel\"}");
    bench.await(parked, HandoffState.DELIVERED);

    assertThat(sentences(parked)).contains("plain ops sent it again");
  }

  @Test
  void tellsWhoTookAChatAndWhatWasSaid() {
    Handoff chat =
        bench.deliver(
            TestOrder.chat().on(Channel.SALESIQ, UUID.randomUUID().toString()).name("Ana"));
    assertThat(sentences(chat))
        .contains("good Chat opened in SalesIQ", "waiting Offered to people; the bot is silent");
  }

  /** Words that the bot and the visitor exchange after a handoff. */
  private static void say(Handoff handoff, int many) {
    String conversation = handoff.conversation().value();
    long last = lastMessage(conversation);
    for (int i = 1; i <= many; i++) {
      bench
          .gateway()
          .bean(JdbcClient.class)
          .sql(
              "insert into handoff_messages (tenant, conversation, number, session_id,"
                  + " author_type, content, created_at)"
                  + " values ('main', :conversation, :number, 's', 'visitor', :content, :at)")
          .param("conversation", conversation)
          .param("number", last + i)
          .param("content", "word " + (last + i))
          .param("at", OffsetDateTime.now(ZoneOffset.UTC))
          .update();
    }
    bench
        .gateway()
        .bean(JdbcClient.class)
        .sql("update conversation set last_message = ? where tenant = 'main' and id = ?")
        .params(last + many, conversation)
        .update();
  }

  private static long lastMessage(String conversation) {
    return bench
        .gateway()
        .bean(JdbcClient.class)
        .sql("select last_message from conversation where tenant = 'main' and id = ?")
        .param(conversation)
        .query(Long.class)
        .single();
  }

  private static List<String> said(Handoff handoff) {
    return timeline(handoff)
        .filter(item -> item.path("about").asText().equals("said"))
        .map(item -> item.path("detail").asText(item.path("text").asText()))
        .toList();
  }

  @Test
  void tellsTheNewestWordsAndThatEarlierOnesAreLeftOut() {
    Handoff delivered =
        bench.deliver(TestOrder.ticket().on(Channel.WEB, UUID.randomUUID().toString()));
    say(delivered, 203);

    assertThat(said(delivered))
        .hasSize(201)
        .startsWith("Earlier ones are left out; here are the newest 200", "word 4", "word 5")
        .endsWith("word 203");
  }

  @Test
  void endsAStoryWhereItsConversationIsHandedOverAnew() {
    String conversation = UUID.randomUUID().toString();
    Handoff first = bench.deliver(TestOrder.ticket().on(Channel.WEB, conversation));
    say(first, 2);
    bench.clock().advance(Duration.ofMinutes(5));
    Handoff second = bench.deliver(TestOrder.callback().on(Channel.WEB, conversation));
    assertThat(second.id()).isNotEqualTo(first.id());
    say(second, 1);

    assertThat(said(first)).containsExactly("word 1", "word 2");
    assertThat(said(second)).containsExactly("word 3");
  }

  @Test
  void countsWhatWasAcceptedByChannelKindAndState() {
    Instant from = bench.clock().instant().minus(Duration.ofMinutes(1));
    long before = many(overview(from), "web", "ticket", "delivered");
    bench.deliver(ana().on(Channel.WEB, UUID.randomUUID().toString()));

    JsonNode view =
        Awaitility.await()
            .until(
                () -> overview(from), now -> many(now, "web", "ticket", "delivered") == before + 1);

    assertThat(view.path("bucketSeconds").asInt()).isEqualTo(60);
    assertThat(view.path("calls").path("names").toString())
        .contains("desk POST /tickets")
        .doesNotContain(bench.zoho().settings().departmentId());
    assertThat(view.path("standing").isArray()).isTrue();
  }

  private static JsonNode overview(Instant from) {
    return get("/ops/api/overview?from=" + from + "&to=" + bench.clock().instant().plusSeconds(60))
        .json();
  }

  private static long many(JsonNode view, String channel, String kind, String state) {
    return StreamSupport.stream(view.path("arrived").spliterator(), false)
        .filter(each -> each.path("channel").asText().equals(channel))
        .filter(each -> each.path("kind").asText().equals(kind))
        .filter(each -> each.path("state").asText().equals(state))
        .mapToLong(each -> each.path("many").asLong())
        .sum();
  }

  @ParameterizedTest
  @CsvSource({
    "'from=2026-01-01&to=2026-03-01', more than 31 days",
    "'from=2026-01-02&to=2026-01-01', is after",
    "'from=yesterday', is not an ISO 8601 time",
    "'since=2026-01-01', since",
  })
  void refusesATimeItCannotShow(String query, String why) {
    assertThat(problem(get("/ops/api/overview?" + query), 422).toString()).contains(why);
  }

  @Test
  void groupsDeadLettersByWhatWentWrongAndCountsAFilter() {
    String code = "CODE_" + UUID.randomUUID().toString().substring(0, 8);
    parked(ana(), code);
    parked(ana(), code);

    JsonNode group =
        StreamSupport.stream(
                get("/ops/api/dead-letters/groups").json().path("items").spliterator(), false)
            .filter(each -> each.path("code").asText().equals(code))
            .findFirst()
            .orElseThrow();

    assertThat(group.path("many").asInt()).isEqualTo(2);
    assertThat(group.path("step").asText()).isEqualTo("ticket");
    assertThat(group.path("remedy").asText()).isNotBlank();
    assertThat(get("/ops/api/dead-letters/count?code=" + code).json().path("count").asInt())
        .isEqualTo(2);
    problem(get("/ops/api/dead-letters/count?q=x"), 422);
  }

  @Test
  void tellsHowItStandsWithZohoWithoutAnySecret() {
    Gateway.Answer answer = get("/ops/api/zoho");

    assertThat(answer.json().path("credentials").size()).isEqualTo(2);
    assertThat(answer.json().path("hosts").size()).isGreaterThanOrEqualTo(2);
    assertThat(answer.text())
        .doesNotContain(bench.zoho().settings().ordinary().clientSecret())
        .doesNotContain(bench.zoho().settings().ordinary().refreshToken());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console",
        "/console/handoffs",
        "/console/handoffs/1",
        "/console/assets/app.js",
        "/console/assets/chart.js"
      })
  void servesThePageUnderAStrictPolicyToPeopleWithTheLogin(String path) {
    Gateway.Answer answer = get(path);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().get("content-security-policy"))
        .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
        .doesNotContain("unsafe");
    assertThat(bench.gateway().get(path).status()).as("an API key is no login").isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing.js",
        "..%2Findex.html",
        "index.html",
        "app.js.map",
        "chart.umd.js",
        "%2e%2e/login.html"
      })
  void servesNoOtherFile(String name) {
    assertThat(get("/console/assets/" + name).status()).isIn(400, 404);
  }

  @Test
  void beginsAtTheConsole() {
    assertThat(get("/").headers().get("location")).endsWith("/console");
  }

  @Test
  void loginPageSaysWhatIsWrongAndHasNoScript() {
    Gateway.Answer page =
        bench.gateway().send("GET", "/login?error", null, Map.of("X-Api-Key", ""));

    assertThat(page.text())
        .contains("Name or password is not right.", "name=\"_csrf\"")
        .doesNotContain("<script", "{csrf}", "{note}");
    assertThat(page.headers().get("content-security-policy")).contains("default-src 'none'");
    assertThat(bench.gateway().send("GET", "/login.css", null, Map.of("X-Api-Key", "")).status())
        .isEqualTo(200);
  }

  private static Stream<String> stream(Map<String, String> headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(bench.gateway().uri("/ops/api/events"));
    headers.forEach(request::header);
    HttpResponse<Stream<String>> answer =
        HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofLines());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type").orElseThrow())
        .startsWith("text/event-stream");
    return answer.body();
  }

  @Test
  void tellsWhatChangesByIdsOnly() throws Exception {
    try (Stream<String> lines = stream(Operator.LOGIN)) {
      Iterator<String> heard = lines.iterator();
      assertThat(heard.next()).isEqualTo("event:hello");
      Handoff delivered = bench.deliver(ana());

      StringBuilder news = new StringBuilder();
      while (!news.toString().contains(delivered.id().value() + "\",\"state\":\"delivered")
          && !news.toString().contains("delivered\",\"id\":\"" + delivered.id().value())) {
        news.append(heard.next());
      }

      assertThat(news.toString()).doesNotContain("Ana", "example.test", "parcel");
    }
  }

  @Test
  void aNodeServesNoMoreConsolesThanItCan() throws Exception {
    ConsoleStreams streams = bench.gateway().bean(ConsoleStreams.class);
    endAllOf(streams);
    List<SseEmitter> open = new ArrayList<>();
    while (streams.open() < ConsoleStreams.MOST) {
      open.add(streams.open(null));
    }

    Gateway.Answer refused = get("/ops/api/events");

    assertThat(problem(refused, 503).path("detail").asText()).contains("at most 40");
    streams.stop();
    Awaitility.await().until(() -> streams.open() == 0);
    problem(get("/ops/api/events"), 503);
    streams.start();
  }

  /** One whose reader has gone counts until somebody writes to it. */
  private static void endAllOf(ConsoleStreams streams) {
    streams.stop();
    Awaitility.await().until(() -> streams.open() == 0);
    streams.start();
  }

  @Test
  void aStreamEndsWithItsLogin() {
    ConsoleStreams streams = bench.gateway().bean(ConsoleStreams.class);
    endAllOf(streams);
    MockHttpSession session = new MockHttpSession();

    streams.open(session);
    assertThat(streams.open()).isEqualTo(1);
    session.invalidate();
    streams.heard("{}");
    Awaitility.await().until(() -> streams.open() == 0);
  }
}
