package dev.handoff.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.handoff.BotEvent;
import dev.handoff.handoff.BotEvent.State;
import dev.handoff.handoff.Operator;
import dev.handoff.handoff.PlatformEvent;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.BotReceiver;
import dev.handoff.testing.BotReceiver.Call;
import dev.handoff.testing.BotReceiver.Reply;
import dev.handoff.testing.BotTalk;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.MovableClock;
import dev.handoff.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the operator's own bot hears, and what becomes of events that it does not take. */
@ExtendWith(OutputCaptureExtension.class)
class BotEventsTest {

  private static final String NEW = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OLD = "a plain old secret";

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
                "BOT_CALLBACK_URL",
                bot.url("/events?bot=7"),
                "BOT_CALLBACK_SECRET",
                NEW + ", " + OLD,
                "handoff.bot-events.timeout",
                "3s",
                "handoff.delivery.polling",
                "50ms"),
            clock);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    bot.close();
    zoho.close();
  }

  @BeforeEach
  void takeEverything() {
    bot.answer(call -> Reply.TAKEN);
  }

  private static BotTalk talk() {
    return BotTalk.withBot(gateway);
  }

  /** Until the first event has failed so often. */
  private static BotEvent awaitFailures(BotTalk talk, int failures) {
    return talk.await(event -> event.attempts() >= failures && event.state() == State.WAITING);
  }

  /** Until it is due, and a little longer. */
  private static void comeTo(BotEvent event) {
    Duration left = Duration.between(clock.instant(), event.nextAttemptAt());
    clock.advance(left.plusMillis(1));
  }

  @Test
  void eachKindOfEventArrivesAsTheContractSays() {
    BotTalk talk =
        talk()
            .happens(new PlatformEvent.Assigned(BotTalk.AT, BotTalk.MAX))
            .happens(
                new PlatformEvent.Message(
                    BotTalk.AT, "m-1", "Grüße 👋 \"x\"", new Operator(null, "Max", null)))
            .happens(
                new PlatformEvent.Stopped(
                    BotTalk.AT,
                    "missed",
                    new PlatformEvent.Fallback("ticket", "h-1", "We open a ticket.")))
            .happens(new PlatformEvent.Stopped(BotTalk.AT, "completed", null))
            .awaitRest();

    List<Call> calls = bot.taken(talk.id());
    String id = talk.id();
    assertThat(calls)
        .extracting(Call::body)
        .containsExactly(
            """
            {"type":"hitl.assigned","timestamp":"2026-11-28T15:30:00Z","data":{"conversationId":"%s",\
            "operator":{"id":"op-7","name":"Max","email":"max@example.test"}}}"""
                .formatted(id),
            """
            {"type":"hitl.message","timestamp":"2026-11-28T15:30:00Z","data":{"conversationId":"%s",\
            "messageId":"m-1","text":"Grüße 👋 \\"x\\"","operator":{"name":"Max"}}}"""
                .formatted(id),
            """
            {"type":"hitl.stopped","timestamp":"2026-11-28T15:30:00Z","data":{"conversationId":"%s",\
            "reason":"missed","fallback":{"kind":"ticket","handoffId":"h-1",\
            "message":"We open a ticket."}}}"""
                .formatted(id),
            """
            {"type":"hitl.stopped","timestamp":"2026-11-28T15:30:00Z","data":{"conversationId":"%s",\
            "reason":"completed"}}"""
                .formatted(id));
    assertThat(calls).extracting(Call::path).containsOnly("/events?bot=7");
    assertThat(calls)
        .allSatisfy(
            call ->
                assertThat(call.headers())
                    .containsEntry("content-type", "application/json")
                    .doesNotContainKey("x-handoff-departure"));
    assertThat(calls).extracting(Call::id).doesNotHaveDuplicates();
  }

  @Test
  void everySecretSignsEveryEvent() throws Exception {
    BotTalk talk = talk().says("Grüße 👋").awaitRest();

    Call call = bot.taken(talk.id()).get(0);

    String[] signatures = call.headers().get("webhook-signature").split(" ");
    String content = call.id() + "." + call.headers().get("webhook-timestamp") + "." + call.body();
    assertThat(signatures)
        .containsExactly(
            HandMade.signature(HandMade.base64Key(NEW), content),
            HandMade.signature(OLD.getBytes(StandardCharsets.UTF_8), content));
    assertThat(Instant.ofEpochSecond(Long.parseLong(call.headers().get("webhook-timestamp"))))
        .isBetween(clock.instant().minusSeconds(60), clock.instant());
    assertThat(call.id()).isEqualTo(talk.first().id());
  }

  @Test
  void aRetryHasTheSameIdAndATimestampOfItsOwn() {
    BotTalk talk = talk();
    bot.answer(talk.id(), Reply.status(500));
    talk.says("Hello");
    BotEvent failed = awaitFailures(talk, 1);
    clock.advance(Duration.ofSeconds(2));

    bot.answer(call -> Reply.TAKEN);
    comeTo(failed);
    talk.awaitRest();

    List<Call> calls = bot.calls(talk.id());
    assertThat(calls).hasSizeGreaterThanOrEqualTo(2);
    assertThat(calls).extracting(Call::id).containsOnly(talk.first().id());
    assertThat(calls).extracting(Call::body).containsOnly(calls.get(0).body());
    assertThat(calls.get(calls.size() - 1).headers().get("webhook-timestamp"))
        .isGreaterThan(calls.get(0).headers().get("webhook-timestamp"));
    assertThat(bot.taken(talk.id())).hasSize(1);
  }

  @Test
  void anEventThatFailsHoldsBackTheLaterOnesOfItsConversationOnly() {
    BotTalk stuck = talk();
    BotTalk other = talk();
    bot.answer(stuck.id(), Reply.status(500));

    stuck.says("one").says("two").says("three");
    awaitFailures(stuck, 1);
    other.says("mine").awaitRest();

    assertThat(bot.calls(stuck.id())).extracting(Call::text).containsOnly("one");
    assertThat(bot.taken(other.id())).extracting(Call::text).containsExactly("mine");

    bot.answer(call -> Reply.TAKEN);
    comeTo(stuck.first());
    stuck.awaitRest();
    assertThat(bot.taken(stuck.id())).extracting(Call::text).containsExactly("one", "two", "three");
  }

  @Test
  void orderHoldsWhateverFails() {
    AtomicInteger number = new AtomicInteger();
    Reply[] replies = {
      Reply.status(500), Reply.DROPPED, Reply.TAKEN, Reply.status(429), Reply.TAKEN, Reply.TAKEN
    };
    bot.answer(call -> replies[number.getAndIncrement() % replies.length]);
    BotTalk talk = talk();
    for (int i = 0; i < 8; i++) {
      talk.says("m" + i);
    }

    Awaitility.await()
        .until(
            () -> {
              clock.advance(Duration.ofSeconds(10));
              return bot.taken(talk.id()).size() == 8;
            });

    assertThat(bot.taken(talk.id()))
        .extracting(Call::text)
        .containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7");
  }

  @Test
  void pausesGrow() {
    BotTalk talk = talk();
    bot.answer(talk.id(), Reply.status(500));
    talk.says("Hello");

    BotEvent once = awaitFailures(talk, 1);
    assertThat(pause(once)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
    comeTo(once);
    BotEvent twice = awaitFailures(talk, 2);
    assertThat(pause(twice)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
    comeTo(twice);
    BotEvent thrice = awaitFailures(talk, 3);
    assertThat(pause(thrice)).isBetween(Duration.ofSeconds(16), Duration.ofSeconds(24));
    assertThat(thrice.errorCode()).isEqualTo("http_500");
  }

  private static Duration pause(BotEvent failed) {
    return Duration.between(failed.updatedAt(), failed.nextAttemptAt());
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void thePauseThatTheBotAsksForIsKept(int status) {
    BotTalk talk = talk();
    bot.answer(talk.id(), Reply.status(status, "Retry-After", "3600"));
    talk.says("Hello");

    BotEvent failed = awaitFailures(talk, 1);

    assertThat(pause(failed)).isBetween(Duration.ofSeconds(3598), Duration.ofSeconds(3602));
  }

  @Test
  void aPauseOfAnotherAnswerIsNotKept() {
    BotTalk talk = talk();
    bot.answer(talk.id(), Reply.status(500, "Retry-After", "3600"));
    talk.says("Hello");

    assertThat(pause(awaitFailures(talk, 1))).isLessThan(Duration.ofSeconds(7));
  }

  @Test
  void whoIsGoneIsToldNoMoreOfThatEventAndTheLaterOnesGoOn() {
    BotTalk talk = talk();
    bot.answer(call -> call.text().equals("one") ? Reply.status(410) : Reply.TAKEN);

    talk.says("one").says("two").awaitRest();

    assertThat(talk.events()).extracting(BotEvent::state).containsExactly(State.PARKED, State.SENT);
    assertThat(talk.first().errorCode()).isEqualTo("http_410");
    assertThat(bot.calls(talk.id())).extracting(Call::text).containsExactly("one", "two");
  }

  @Test
  void whoHangsIsAskedAgain() {
    BotTalk talk = talk();
    bot.answer(talk.id(), Reply.NEVER);

    talk.says("Hello");

    assertThat(awaitFailures(talk, 1).errorCode()).isEqualTo("timeout");
  }

  @Test
  void whoDropsTheConnectionIsAskedAgain() {
    BotTalk talk = talk();
    bot.answer(talk.id(), Reply.DROPPED);

    talk.says("Hello");

    BotEvent failed = awaitFailures(talk, 1);
    assertThat(failed.errorCode()).isEqualTo("connection_lost");
    // The HTTP client itself repeats nothing.
    assertThat(bot.calls(talk.id())).hasSize(1);
  }

  @Test
  void redirectsAreNotFollowed() {
    BotTalk talk = talk();
    bot.answer(talk.id(), Reply.status(307, "Location", bot.url("/elsewhere")));

    talk.says("Hello");

    assertThat(awaitFailures(talk, 1).errorCode()).isEqualTo("http_307");
    assertThat(bot.calls(call -> call.path().equals("/elsewhere"))).isEmpty();
  }

  @Test
  void afterADayAnEventIsGivenUpAndTheLevelsOnTheWayAreTold(CapturedOutput output) {
    BotTalk talk = talk();
    bot.answer(call -> call.text().equals("secret words") ? Reply.status(500) : Reply.TAKEN);
    talk.says("secret words").says("later");
    Instant begin = talk.first().since();

    for (int failures = 1; talk.first().state() != State.PARKED; failures++) {
      int expected = failures;
      BotEvent event = talk.await(now -> now.state() == State.PARKED || isWaiting(now, expected));
      if (event.state() == State.WAITING) {
        comeTo(event);
      }
    }
    talk.awaitRest();

    assertThat(talk.events()).extracting(BotEvent::state).containsExactly(State.PARKED, State.SENT);
    BotEvent parked = talk.first();
    assertThat(Duration.between(begin, parked.updatedAt()))
        .isBetween(Duration.ofHours(24), Duration.ofHours(24).plusMinutes(1));
    assertThat(parked.attempts()).isBetween(28, 45);
    String[] told = {
      "has used up 50 %", "has used up 70 %", "has used up 90 %", "given up and parked"
    };
    for (String words : told) {
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(output.getOut().lines())
                      .as(words)
                      .filteredOn(line -> line.contains(parked.id()) && line.contains("WARN"))
                      .filteredOn(line -> line.contains(words))
                      .hasSize(1));
    }
    assertThat(output.getOut()).doesNotContain("secret words", "Max");
  }

  /** One that nobody thought of must not stand before the others for ever. */
  @Test
  void anEventThatCannotBeWrittenIsParkedInTheEndAndTheLaterOnesGoOn(CapturedOutput output) {
    BotTalk talk =
        talk()
            .happens(new PlatformEvent.Message(null, "m-0", "secret words", BotTalk.MAX))
            .says("later");

    BotEvent failed = awaitFailures(talk, 1);
    assertThat(failed.errorCode()).isEqualTo("unexpected");
    assertThat(pause(failed)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
    clock.advance(Duration.ofHours(24));
    talk.awaitRest();

    assertThat(talk.events()).extracting(BotEvent::state).containsExactly(State.PARKED, State.SENT);
    assertThat(bot.taken(talk.id())).extracting(Call::text).containsExactly("later");
    assertThat(output.getOut()).contains("NullPointerException").doesNotContain("secret words");
  }

  private static boolean isWaiting(BotEvent event, int failures) {
    return event.state() == State.WAITING && event.attempts() >= failures;
  }

  /** The other threads are for handoffs. */
  @Test
  void noMoreCallsAreUnderWayThanMayBe() {
    AtomicInteger under = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    bot.answer(
        call -> {
          most.accumulateAndGet(under.incrementAndGet(), Math::max);
          LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
          under.decrementAndGet();
          return Reply.TAKEN;
        });
    List<BotTalk> talks = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      talks.add(talk());
    }

    talks.forEach(talk -> talk.says("Hello"));

    talks.forEach(talk -> talk.await(State.SENT));
    assertThat(most.get()).isBetween(1, 4);
  }

  @Test
  void nothingIsKeptForAPlatformWithoutAnAddress() {
    BotTalk talk = BotTalk.withBotpress(gateway).says("Hello");

    assertThat(talk.events()).isEmpty();
  }
}
