package dev.handoff.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.handoff.BotEvent.State;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.HumanEvent;
import dev.handoff.handoff.HumanSide;
import dev.handoff.handoff.Operator;
import dev.handoff.handoff.PlatformEvent;
import dev.handoff.handoff.ReleaseReason;
import dev.handoff.handoff.ZohoReference;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.BotReceiver;
import dev.handoff.testing.BotReceiver.Call;
import dev.handoff.testing.BotReceiver.Reply;
import dev.handoff.testing.BotTalk;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import dev.handoff.testing.TestOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Botpress's integration hears; and two nodes on one PostgreSQL, for both platforms. */
class BotpressEventsTest {

  private static SimulatedZoho zoho;
  private static BotReceiver bot;
  private static Map<String, String> database;
  private static Gateway one;
  private static Gateway two;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    bot = BotReceiver.start();
    database = TestDatabase.POSTGRESQL.fresh();
    one = node();
    two = node();
  }

  private static Gateway node() {
    return Gateway.start(
        zoho,
        database,
        Map.of(
            "BOT_CALLBACK_URL",
            bot.url("/bot"),
            "BOT_CALLBACK_SECRET",
            "a secret that is long enough",
            "BOTPRESS_WEBHOOK_URL",
            bot.url("/hook/"),
            "handoff.bot-events.initial",
            "50ms",
            "handoff.bot-events.max",
            "200ms",
            "handoff.delivery.polling",
            "50ms"));
  }

  @AfterAll
  static void stop() {
    one.close();
    two.close();
    bot.close();
    zoho.close();
  }

  @BeforeEach
  void takeEverything() {
    bot.answer(call -> Reply.TAKEN);
  }

  private static PlatformEvent message(Operator who) {
    return new PlatformEvent.Message(BotTalk.AT, "m-1", "Hello 👋", who);
  }

  private static PlatformEvent stoppedWithFallback() {
    return new PlatformEvent.Stopped(
        BotTalk.AT, "missed", new PlatformEvent.Fallback("ticket", "h-1", "We open a ticket."));
  }

  @Test
  void eachKindOfEventIsACallOfTheIntegration() {
    BotTalk talk =
        BotTalk.withBotpress(one)
            .happens(new PlatformEvent.Assigned(BotTalk.AT, BotTalk.MAX))
            .happens(message(BotTalk.MAX))
            .happens(message(new Operator(null, "Zoë", null)))
            .happens(message(Operator.UNKNOWN))
            .happens(new PlatformEvent.Stopped(BotTalk.AT, "completed", null))
            .happens(stoppedWithFallback())
            .awaitRest();

    String id = talk.id();
    assertThat(bot.taken(id))
        .extracting(call -> call.path() + " " + call.body())
        .containsExactly(
            "/hook/agent-assigned {\"remoteConversationId\":\"%s\",\"remoteUserId\":\"op-7\"}"
                .formatted(id),
            saying(id, "op-7", "Hello 👋"),
            saying(id, "Zoë", "Hello 👋"),
            saying(id, "operator", "Hello 👋"),
            "/hook/stop-hitl {\"remoteConversationId\":\"%s\"}".formatted(id),
            saying(id, "operator", "We open a ticket."),
            "/hook/stop-hitl {\"remoteConversationId\":\"%s\"}".formatted(id));
    assertThat(bot.taken(id))
        .allSatisfy(call -> assertThat(call.headers()).doesNotContainKey("webhook-signature"));
  }

  private static String saying(String id, String user, String text) {
    return ("/hook/message-from-agent {\"remoteConversationId\":\"%s\",\"remoteUserId\":\"%s\","
            + "\"messageType\":\"text\",\"payload\":{\"text\":\"%s\"}}")
        .formatted(id, user, text);
  }

  @Test
  void theSentenceBeforeAStopIsNotRepeatedWhenOnlyTheStopFails() {
    BotTalk talk = BotTalk.withBotpress(one);
    bot.answer(call -> call.path().endsWith("/stop-hitl") ? Reply.status(500) : Reply.TAKEN);
    talk.happens(stoppedWithFallback());
    talk.await(event -> event.attempts() >= 2);

    bot.answer(call -> Reply.TAKEN);
    talk.awaitRest();

    assertThat(bot.calls(call -> call.conversation().equals(talk.id()) && !call.text().isEmpty()))
        .hasSize(1);
    assertThat(bot.calls(talk.id())).hasSizeGreaterThanOrEqualTo(4);
    assertThat(talk.first().state()).isEqualTo(State.SENT);
  }

  @Test
  void whatOperatorsDoInAChatReachesTheBot() {
    Handoff chat =
        one.bean(Handoffs.class)
            .accept(TestOrder.chat().on(Channel.HITL, "hitl-" + System.nanoTime()).build())
            .handoff();
    ZohoReference about = new ZohoReference(chat.conversation(), chat.id());
    HumanSide human = two.bean(HumanSide.class);

    human.hear(about, new HumanEvent.Assigned("salesiq", "a", BotTalk.AT, BotTalk.MAX));
    human.hear(about, new HumanEvent.Replied("salesiq", "r", BotTalk.AT, BotTalk.MAX, "Hello"));
    human.hear(about, new HumanEvent.Replied("salesiq", "r", BotTalk.AT, BotTalk.MAX, "Hello"));
    human.hear(
        about, new HumanEvent.Ended("salesiq", "e", BotTalk.AT, ReleaseReason.COMPLETED, null));

    String id = chat.key().conversationId();
    Awaitility.await().until(() -> bot.taken(id).size() >= 3);
    assertThat(bot.taken(id))
        .extracting(call -> call.json().path("type").asText())
        .containsExactly("hitl.assigned", "hitl.message", "hitl.stopped");
    assertThat(bot.taken(id).get(2).json().path("data").path("reason").asText())
        .isEqualTo("completed");
  }

  @Test
  void twoNodesTellInOrderOneCallAtATimeAndOnce() {
    Set<String> under = ConcurrentHashMap.newKeySet();
    AtomicBoolean together = new AtomicBoolean();
    bot.answer(
        call -> {
          if (!under.add(call.conversation())) {
            together.set(true);
          }
          LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
          under.remove(call.conversation());
          int dice = ThreadLocalRandom.current().nextInt(10);
          return dice == 0 ? Reply.DROPPED : dice < 3 ? Reply.status(503) : Reply.TAKEN;
        });
    List<BotTalk> talks = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      talks.add(i % 2 == 0 ? BotTalk.withBot(one) : BotTalk.withBotpress(two));
    }

    for (int number = 0; number < 6; number++) {
      String text = "m" + number;
      Gateway node = number % 2 == 0 ? one : two;
      talks.forEach(talk -> talk.on(node).says(text));
    }

    talks.forEach(BotTalk::awaitRest);
    assertThat(together).as("two calls of one conversation at the same time").isFalse();
    assertThat(talks)
        .allSatisfy(
            talk ->
                assertThat(bot.taken(talk.id()))
                    .extracting(Call::text)
                    .containsExactly("m0", "m1", "m2", "m3", "m4", "m5"));
  }

  @Test
  void aNodeThatStartsGoesOnWhereOthersStopped() {
    Map<String, String> own = TestDatabase.POSTGRESQL.fresh();
    Map<String, String> settings =
        Map.of(
            "BOT_CALLBACK_URL", bot.url("/bot"),
            "BOT_CALLBACK_SECRET", "a secret that is long enough",
            "handoff.bot-events.initial", "1s",
            "handoff.delivery.polling", "50ms");
    String id;
    bot.answer(call -> Reply.status(500));
    try (Gateway first = Gateway.start(zoho, own, settings)) {
      BotTalk talk = BotTalk.withBot(first).says("one").says("two");
      id = talk.id();
      talk.await(event -> event.attempts() >= 1);
    }

    bot.answer(call -> Reply.TAKEN);
    try (Gateway second = Gateway.start(zoho, own, settings)) {
      Awaitility.await().until(() -> bot.taken(id).size() == 2);
    }

    assertThat(bot.taken(id)).extracting(Call::text).containsExactly("one", "two");
    assertThat(bot.calls(call -> call.text().equals("one") && call.conversation().equals(id)))
        .extracting(Call::id)
        .containsOnly(bot.taken(id).get(0).id());
  }
}
