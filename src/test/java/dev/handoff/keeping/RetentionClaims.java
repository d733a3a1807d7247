package dev.handoff.keeping;

import static dev.handoff.keeping.HasBench.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.BotEvent;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.HumanEvent;
import dev.handoff.handoff.HumanSide;
import dev.handoff.handoff.ReleaseReason;
import dev.handoff.handoff.ZohoReference;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.BotReceiver;
import dev.handoff.testing.BotTalk;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.SalesIqVisitor;
import dev.handoff.testing.TestOrder;
import dev.handoff.testing.Together;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is removed when it is old enough, and what never is. */
interface RetentionClaims extends HasBench {

  private Gateway.Answer ask(String conversation, Map<String, String> headers) {
    return bench()
        .gateway()
        .post(
            "/api/handoffs",
            """
            {"channel": "api", "conversationId": "%s", "kind": "ticket", "subject": "A question",
             "visitor": {"email": "%s@example.test"},
             "transcript": [{"author": "visitor", "text": "Hello"}]}
            """
                .formatted(conversation, conversation),
            headers);
  }

  private Gateway.Answer delivered(String conversation) {
    Gateway.Answer answer = ask(conversation, Map.of());
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer;
  }

  private int shown(String id) {
    return bench().gateway().get("/api/handoffs/" + id).status();
  }

  private long conversations(String conversation) {
    return count("conversation where conversation_id = ?", conversation);
  }

  @Test
  default void aDeliveredHandoffGoesWithItsConversationWhenItIsOldEnough() {
    String conversation = fresh("old");
    String id = delivered(conversation).json().path("id").asText();
    db().sql(
            "insert into handoff_attempt (tenant, handoff, number, attempt, counted, times, code,"
                + " message, retryable, first_at, last_at) values ('main', ?, 1, 1, true, 1, 'x',"
                + " 'x', true, current_timestamp, current_timestamp)")
        .param(id)
        .update();

    later(Duration.ofDays(399));
    assertThat(shown(id)).isEqualTo(200);
    later(Duration.ofDays(2));

    assertThat(shown(id)).isEqualTo(404);
    assertThat(conversations(conversation)).isZero();
    assertThat(count("handoff_step where handoff = ?", id)).isZero();
    assertThat(count("handoff_attempt where handoff = ?", id)).isZero();
    assertThat(count("zoho_reference where handoff = ?", id)).isZero();
    assertThat(count("handoff_messages where session_id = ?", conversation)).isZero();
  }

  @Test
  default void theSameConversationMayHandOverAnewAfterThat() {
    String conversation = fresh("again");
    String first = delivered(conversation).json().path("id").asText();
    later(Duration.ofDays(401));

    String second = delivered(conversation).json().path("id").asText();

    assertThat(second).isNotEqualTo(first);
    assertThat(conversations(conversation)).isEqualTo(1);
  }

  /** Who has it is written down further on, whatever has gone of what was written before. */
  @Test
  default void aConversationGoesOnAfterTheFirstOfItsHandoffsHasGone() {
    String conversation = fresh("long");
    Handoff first = chat(conversation);
    bench().clock().advance(Duration.ofDays(300));
    Handoff second = chat(conversation);

    later(Duration.ofDays(150));
    Handoff third = chat(conversation);

    assertThat(shown(first.id().value())).isEqualTo(404);
    assertThat(shown(second.id().value())).isEqualTo(200);
    assertThat(third.conversation()).isEqualTo(second.conversation());
    assertThat(count("owner_change where handoff = ?", third.id().value())).isEqualTo(2);
  }

  /** A chat that was asked for and is over. */
  private Handoff chat(String conversation) {
    Handoff chat = bench().deliver(TestOrder.chat().on(Channel.API, conversation));
    HumanEvent over =
        new HumanEvent.Ended(
            "salesiq", fresh("e"), bench().clock().instant(), ReleaseReason.COMPLETED, null);
    assertThat(
            bench()
                .gateway()
                .bean(HumanSide.class)
                .hear(new ZohoReference(chat.conversation(), chat.id()), over))
        .isEqualTo(HumanSide.Heard.APPLIED);
    return chat;
  }

  @Test
  default void messagesGoEarlierThanTheirHandoff() {
    String conversation = fresh("story");
    String id = delivered(conversation).json().path("id").asText();

    later(Duration.ofDays(181));

    assertThat(shown(id)).isEqualTo(200);
    assertThat(count("handoff_messages where session_id = ?", conversation)).isZero();
  }

  @Test
  default void aParkedHandoffStaysWithItsWordsHoweverOldItIs() {
    bench()
        .fault(
            Fault.answer(422, "{\"errorCode\":\"INVALID_DATA\",\"message\":\"No\"}")
                .on(Side.DESK, "POST", "/tickets$")
                .times(1));
    Handoff parked =
        bench()
            .await(
                bench().accept(TestOrder.ticket().says(AuthorType.VISITOR, "Hello")),
                HandoffState.PARKED);
    long words = words(parked);

    later(Duration.ofDays(5_000));

    assertThat(bench().now(parked).state()).isEqualTo(HandoffState.PARKED);
    assertThat(words(parked)).isEqualTo(words).isPositive();
    assertThat(bench().gateway().bean(Handoffs.class).journal(parked)).isNotEmpty();
  }

  private long words(Handoff handoff) {
    return count("handoff_messages where conversation = ?", handoff.conversation().value());
  }

  @Test
  default void aChatThatAPersonIsAskedForStays() {
    Handoff chat = bench().deliver(TestOrder.chat().says(AuthorType.VISITOR, "Hello"));
    assertThat(chat.state()).isEqualTo(HandoffState.DELIVERED);

    later(Duration.ofDays(360));
    long before = words(chat);
    later(Duration.ofDays(4));

    assertThat(bench().now(chat).state()).isEqualTo(HandoffState.DELIVERED);
    assertThat(words(chat)).isEqualTo(before).isPositive();
  }

  @Test
  default void anEventThatTheBotDidNotTakeKeepsItsConversation() {
    BotTalk talk = BotTalk.withBot(bench().gateway());
    bot().answer(talk.id(), BotReceiver.Reply.status(400));
    talk.says("Hello from Max").await(event -> event.attempts() > 0);

    later(Duration.ofDays(5_000));

    assertThat(talk.events()).hasSize(1);
  }

  BotReceiver bot();

  @Test
  default void anEventThatTheBotTookGoes() {
    BotTalk talk = BotTalk.withBot(bench().gateway());
    talk.says("Hello from Max").await(BotEvent.State.SENT);

    later(Duration.ofDays(31));

    assertThat(talk.events()).isEmpty();
  }

  @Test
  default void theZobotForgetsADialogueThatNobodyGoesOnWith() {
    SalesIqVisitor visitor = SalesIqVisitor.at(bench().gateway());
    visitor.lands();
    visitor.says("2");
    String dialogue = "conversation where conversation_id = ? and dialogue is not null";
    assertThat(count(dialogue, visitor.conversationId())).isEqualTo(1);

    later(Duration.ofDays(31));

    assertThat(count(dialogue, visitor.conversationId())).isZero();
    assertThat(visitor.says("hello").suggestions()).isNotNull();
    later(Duration.ofDays(91));
    assertThat(conversations(visitor.conversationId())).isZero();
  }

  /** Its orders are counted from one again, and keys of callers may be kept for longer. */
  @Test
  default void aVisitorWhoseDialogueWasForgottenGetsWhatIsAskedForAnew() {
    SalesIqVisitor visitor =
        SalesIqVisitor.at(bench().gateway()).knowing("email", fresh("a") + "@example.test");
    visitor.lands();
    visitor.says("A question");
    String first = visitor.says("3").handoffId();
    bench().clock().advance(Duration.ofDays(3));
    Sweep dialogues = sweeps(Map.of("handoff.retention.dialogues", "2d")).get(2);
    dialogues.sweep(bench().clock().instant().minus(dialogues.keep()), 100);
    assertThat(
            count(
                "conversation where conversation_id = ? and dialogue is null",
                visitor.conversationId()))
        .isEqualTo(1);

    visitor.says("Another question");
    String second = visitor.says("3").handoffId();

    assertThat(second).isNotEqualTo(first);
    assertThat(shown(second)).isEqualTo(200);
  }

  @Test
  default void anIdempotencyKeyIsKeptForAWeek() {
    String conversation = fresh("key");
    Map<String, String> key = Map.of("Idempotency-Key", fresh("k"));
    Gateway.Answer first = ask(conversation, key);

    later(Duration.ofDays(6));
    Gateway.Answer repeated = ask(conversation, key);
    later(Duration.ofDays(2));
    Gateway.Answer anew = ask(conversation, key);

    assertThat(repeated.json().path("id")).isEqualTo(first.json().path("id"));
    assertThat(anew.json().path("id")).isNotEqualTo(first.json().path("id"));
  }

  @Test
  default void namesOfEventsAreKeptForAQuarter() {
    db().sql(
            "insert into inbound_event (tenant, source, event_id, received_at)"
                + " values ('main', 'test', ?, ?)")
        .params(fresh("e"), bench().clock().instant().atOffset(ZoneOffset.UTC))
        .update();

    later(Duration.ofDays(89));
    assertThat(count("inbound_event where source = 'test'")).isEqualTo(1);
    later(Duration.ofDays(2));

    assertThat(count("inbound_event where source = 'test'")).isZero();
  }

  @Test
  default void personsABotToldOfGo() {
    Gateway.Answer user = bench().gateway().post("/api/hitl/users", "{\"name\": \"Ada\"}");
    String id = user.json().path("userId").asText();

    later(Duration.ofDays(401));

    assertThat(count("hitl_user where id = ?", id)).isZero();
  }

  @Test
  default void theWorkItemRemovesByItself() {
    String id = delivered(fresh("self")).json().path("id").asText();

    bench().clock().advance(Duration.ofDays(401));

    await().until(() -> shown(id) == 404);
    assertThat(metric()).isPositive();
  }

  private double metric() {
    return bench()
        .gateway()
        .bean(MeterRegistry.class)
        .counter("handoff.retention.removed", "what", "handoffs")
        .count();
  }

  /** Whoever writes while old things go is served as if there had never been any. */
  @Test
  default void nothingNewIsLostWhileOldThingsGo() throws Exception {
    List<String> conversations = IntStream.range(0, 12).mapToObj(n -> fresh("busy")).toList();
    conversations.forEach(this::delivered);
    bench().clock().advance(Duration.ofDays(401));
    Queue<Gateway.Answer> answers = new ConcurrentLinkedQueue<>();
    AtomicBoolean over = new AtomicBoolean();
    Thread sweeper =
        new Thread(
            () -> {
              while (!over.get()) {
                bench().gateway().bean(Retention.class).go();
              }
            });

    sweeper.start();
    Together.run(conversations.size(), n -> answers.add(ask(conversations.get(n), Map.of())));
    over.set(true);
    sweeper.join();

    assertThat(answers).hasSameSizeAs(conversations);
    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).as(answer.text()).isIn(201, 202);
              assertThat(shown(answer.json().path("id").asText())).isEqualTo(200);
            });
  }
}
