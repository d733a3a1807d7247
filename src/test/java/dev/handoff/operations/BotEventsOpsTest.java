package dev.handoff.operations;

import static dev.handoff.testing.ProblemAnswer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.handoff.BotEvent;
import dev.handoff.handoff.BotEvent.State;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.BotReceiver;
import dev.handoff.testing.BotReceiver.Call;
import dev.handoff.testing.BotReceiver.Reply;
import dev.handoff.testing.BotTalk;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.MovableClock;
import dev.handoff.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How operators see the events for bot platforms, and what they do about those given up. */
class BotEventsOpsTest {

  private static final String LIST = "/ops/api/bot-events";

  private static MovableClock clock;
  private static SimulatedZoho zoho;
  private static BotReceiver bot;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    clock = new MovableClock();
    zoho = SimulatedZoho.start();
    bot = BotReceiver.start();
    gateway =
        Gateway.start(
            zoho,
            TestDatabase.H2.fresh(),
            Map.of(
                "BOT_CALLBACK_URL", bot.url("/bot"),
                "BOT_CALLBACK_SECRET", "a secret that is long enough",
                "handoff.delivery.polling", "50ms"),
            clock);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    bot.close();
    zoho.close();
  }

  @BeforeEach
  void nothingIsLeft() {
    gateway.bean(JdbcClient.class).sql("delete from outbound_message").update();
    bot.answer(call -> Reply.TAKEN);
    clock.advance(Duration.ofMinutes(1));
  }

  private static BotTalk parked(String text) {
    bot.answer(call -> Reply.status(410));
    BotTalk talk = BotTalk.withBot(gateway).says(text);
    talk.await(State.PARKED);
    bot.answer(call -> Reply.TAKEN);
    return talk;
  }

  private static Gateway.Answer act(BotEvent event, String what, String body) {
    return act(event.id(), what, body);
  }

  private static Gateway.Answer act(String id, String what, String body) {
    return Operator.post(gateway, LIST + "/" + id + "/" + what, body);
  }

  private static JsonNode audit(String subject) {
    return Operator.get(gateway, "/ops/api/audit?subject=" + subject).json().path("items");
  }

  private static JsonNode health() {
    return Operator.get(gateway, "/actuator/health").json().path("components").path("botEvents");
  }

  private static double metric(String name) {
    return Operator.metric(gateway, "handoff_bot_events_" + name, "target=\"bot\"");
  }

  @Test
  void parkedEventsAreListedWithTheirReasonAndWithoutWhatWasSaid() {
    BotTalk talk = parked("secret words");

    Gateway.Answer answer = Operator.get(gateway, LIST);

    JsonNode item = answer.json().path("items").path(0);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("items")).hasSize(1);
    assertThat(answer.json().path("nextCursor").isNull()).isTrue();
    assertThat(item.path("id").asText()).isEqualTo(talk.first().id());
    assertThat(item.path("target").asText()).isEqualTo("bot");
    assertThat(item.path("type").asText()).isEqualTo("hitl.message");
    assertThat(item.path("conversationId").asText()).isEqualTo(talk.id());
    assertThat(item.path("state").asText()).isEqualTo("parked");
    assertThat(item.path("attempts").asInt()).isOne();
    assertThat(item.path("lastError").path("code").asText()).isEqualTo("http_410");
    assertThat(answer.text()).doesNotContain("secret words");
  }

  @Test
  void listsArePagedAndFiltered() {
    List<BotTalk> talks = List.of(parked("one"), parked("two"), parked("three"));
    BotTalk sent = BotTalk.withBot(gateway).says("four").awaitRest();

    JsonNode first = Operator.get(gateway, LIST + "?limit=2").json();
    String cursor = first.path("nextCursor").asText();
    JsonNode rest = Operator.get(gateway, LIST + "?limit=2&cursor=" + cursor).json();

    assertThat(first.path("items").path(0).path("conversationId").asText())
        .isEqualTo(talks.get(2).id());
    assertThat(first.path("items")).hasSize(2);
    assertThat(rest.path("items")).hasSize(1);
    assertThat(rest.path("items").path(0).path("conversationId").asText())
        .isEqualTo(talks.get(0).id());
    assertThat(items("?state=sent").path(0).path("conversationId").asText()).isEqualTo(sent.id());
    assertThat(items("?conversationId=" + talks.get(1).id())).hasSize(1);
    assertThat(items("?code=http_410&target=bot")).hasSize(3);
    assertThat(items("?code=http_500")).isEmpty();
    assertThat(items("?target=botpress")).isEmpty();
    assertThat(items("?to=2020-01-01")).isEmpty();
    problem(Operator.get(gateway, LIST + "?state=sent&cursor=" + cursor), 400);
  }

  private static JsonNode items(String query) {
    return Operator.get(gateway, LIST + query).json().path("items");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "state=lost",
        "target=elsewhere",
        "limit=0",
        "from=yesterday",
        "from=2026-02-02&to=2026-01-01"
      })
  void filterThatSaysNothingIsRefused(String query) {
    problem(Operator.get(gateway, LIST + "?" + query), 422);
  }

  @Test
  void replayedEventGoesOutUnderItsIdAndIsAudited() {
    BotTalk talk = parked("Hello");
    BotEvent event = talk.first();

    Gateway.Answer answer = act(event, "replay", null);

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().path("state").asText()).isEqualTo("waiting");
    talk.await(State.SENT);
    assertThat(bot.calls(talk.id())).extracting(Call::id).containsOnly(event.id());
    assertThat(bot.taken(talk.id())).hasSize(1);
    assertThat(audit(event.id()).path(0).path("act").asText()).isEqualTo("bot-event-replay");
    assertThat(audit(event.id()).path(0).path("who").asText()).isEqualTo(Gateway.OPS_USER);
  }

  @Test
  void discardedEventIsGoneForGoodAndIsAudited() {
    BotEvent event = parked("Hello").first();

    Gateway.Answer answer = act(event, "discard", "{\"reason\": \"The bot is gone\"}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("state").asText()).isEqualTo("discarded");
    assertThat(audit(event.id()).path(0).path("act").asText()).isEqualTo("bot-event-discard");
    assertThat(audit(event.id()).path(0).path("detail").asText()).isEqualTo("The bot is gone");
    assertThat(problem(act(event, "replay", null), 409).path("detail").asText())
        .contains("discarded");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"reason\": \" \"}"})
  void discardWithoutAReasonIsTakenAndTheAuditSaysSo(String body) {
    BotEvent event = parked("Hello").first();

    Gateway.Answer answer = act(event, "discard", body.isEmpty() ? null : body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(audit(event.id()).path(0).path("detail").asText()).isEqualTo("no reason given");
  }

  @Test
  void discardWithABodyThatSaysNothingIsRefused() {
    BotEvent event = parked("Hello").first();

    problem(act(event, "discard", "{\"reason\": []}"), 400);
    problem(act(event, "discard", "nothing"), 400);

    assertThat(items("")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"replay", "discard"})
  void onlyParkedEventsAreActedOn(String what) {
    BotEvent sent = BotTalk.withBot(gateway).says("Hello").awaitRest().first();

    Gateway.Answer answer = act(sent, what, "{\"reason\": \"x\"}");

    assertThat(problem(answer, 409).path("detail").asText())
        .isEqualTo(
            "Event " + sent.id() + " is sent: the platform took it, so there is nothing to do");
  }

  @Test
  void eventOnItsWayIsLeftAlone() {
    bot.answer(call -> Reply.status(500));
    BotTalk talk = BotTalk.withBot(gateway).says("Hello");
    talk.await(event -> event.attempts() == 1);

    assertThat(problem(act(talk.first(), "replay", null), 409).path("detail").asText())
        .contains("on its way");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000-0000-0000-0000-000000000000", "x'; drop table audit"})
  void unknownEventIsNotFound(String id) {
    String path = id.replace(" ", "%20").replace("'", "%27").replace(";", "%3B");
    Gateway.Answer answer = act(path, "replay", null);

    // A semicolon is refused by the firewall before anything looks at it.
    assertThat(answer.status()).isIn(400, 404);
  }

  @Test
  void bulkReplayTakesTheOldestFirstAndTellsWhatStays() {
    List<BotTalk> talks = List.of(parked("one"), parked("two"), parked("three"));

    Gateway.Answer answer =
        Operator.post(
            gateway, LIST + "/replay", "{\"filter\": {\"code\": \"http_410\"}, \"limit\": 2}");

    assertThat(answer.text()).isEqualTo("{\"replayed\":2,\"skipped\":1}");
    talks.get(0).await(State.SENT);
    talks.get(1).await(State.SENT);
    assertThat(talks.get(2).first().state()).isEqualTo(State.PARKED);
    String name = audit(talks.get(0).first().id()).path(0).path("detail").asText();
    assertThat(audit(name.replace(" ", "%20")).path(0).path("detail").asText())
        .isEqualTo("{code=http_410}, at most 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"filter\": {\"state\": \"sent\"}}",
        "{\"filter\": {\"target\": \"x\"}}",
        "{\"filter\": {}, \"limit\": 0}",
        "{\"filter\": {}, \"rate\": 5}"
      })
  void bulkReplayThatSaysNothingReplaysNothing(String body) {
    parked("one");

    problem(Operator.post(gateway, LIST + "/replay", body), 422);

    assertThat(items("")).hasSize(1);
  }

  @Test
  void strangersSeeAndDoNothing() {
    BotEvent event = parked("one").first();

    assertThat(gateway.get(LIST).status()).isEqualTo(401);
    assertThat(gateway.post(LIST + "/" + event.id() + "/replay", "{}").status()).isEqualTo(401);
    assertThat(gateway.post(LIST + "/replay", "{\"filter\": {}}").status()).isEqualTo(401);
    assertThat(items("")).hasSize(1);
  }

  @Test
  void metricsCountWhatBecameOfEvents() {
    double sent = metric("sent_total");
    double failed = metric("failed_total");
    double given = metric("parked_total");

    parked("one");
    BotTalk.withBot(gateway).says("two").awaitRest();

    Awaitility.await()
        .untilAsserted(
            () -> {
              assertThat(metric("sent_total")).isEqualTo(sent + 1);
              assertThat(metric("failed_total")).isEqualTo(failed + 1);
              assertThat(metric("parked_total")).isEqualTo(given + 1);
            });
  }

  @Test
  void levelsAreShownInHealthAndMetricsAndAreNeverDown() {
    assertThat(health().path("details").path("degraded").asBoolean(true)).isFalse();
    bot.answer(call -> Reply.status(503, "Retry-After", "9999999"));
    BotTalk talk = BotTalk.withBot(gateway).says("one").says("two");
    BotEvent failed = talk.await(event -> event.attempts() == 1);
    assertThat(failed.nextAttemptAt()).isEqualTo(failed.since().plus(Duration.ofHours(24)));

    clock.advance(Duration.ofHours(17));

    JsonNode health = health();
    assertThat(health.path("status").asText()).isEqualTo("UP");
    assertThat(health.path("details").path("degraded").asBoolean()).isTrue();
    assertThat(health.path("details").path("reason").asText())
        .isEqualTo("bot: the oldest event has used up 70 % of its time");
    assertThat(health.path("details").path("remedy").asText()).contains("/ops/api/bot-events");
    assertThat(metric("alert")).isEqualTo(70);
    assertThat(metric("backlog")).isEqualTo(2);
    assertThat(metric("oldest")).isBetween(17 * 3600.0, 17.1 * 3600);

    clock.advance(Duration.ofHours(8));
    talk.awaitRest();
    clock.advance(Duration.ofMinutes(1));

    assertThat(health().path("status").asText()).isEqualTo("UP");
    assertThat(health().path("details").path("reason").asText())
        .isEqualTo("bot: 2 events are given up and parked");
    assertThat(metric("alert")).isEqualTo(100);
    assertThat(metric("backlog")).isZero();

    bot.answer(call -> Reply.TAKEN);
    Operator.post(gateway, LIST + "/replay", "{\"filter\": {}}");
    clock.advance(Duration.ofMinutes(10));
    talk.awaitRest();
    clock.advance(Duration.ofMinutes(1));
    assertThat(health().path("details").path("degraded").asBoolean(true)).isFalse();
    assertThat(metric("alert")).isZero();
  }

  @Test
  void beanDoesTheSame() {
    BotTalk talk = parked("one");
    BotTalk other = parked("two");

    JsonNode listed = exec("list", "", "bot", 10).path("value").path("items");
    JsonNode replayed = exec("replay", talk.first().id());
    JsonNode discarded = exec("discard", other.first().id(), "over");
    JsonNode refused = exec("replay", UUID.randomUUID().toString());
    JsonNode all = exec("replayAll", "", "", 0);

    assertThat(listed).hasSize(2);
    assertThat(replayed.path("value").asText()).isEqualTo("waiting");
    assertThat(discarded.path("value").asText()).isEqualTo("discarded");
    assertThat(refused.path("error").asText()).contains("There is no event of that id");
    assertThat(all.path("value").path("replayed").asLong(-1)).isZero();
  }

  private static JsonNode exec(String operation, Object... arguments) {
    ObjectNode request = new ObjectMapper().createObjectNode();
    request.put("type", "exec");
    request.put("mbean", "dev.handoff:type=BotEvents");
    request.put("operation", operation);
    request.set("arguments", new ObjectMapper().valueToTree(arguments));
    return Operator.post(gateway, "/jolokia", request.toString()).json();
  }
}
