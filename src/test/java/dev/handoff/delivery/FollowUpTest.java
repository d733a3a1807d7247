package dev.handoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.DeadLetters;
import dev.handoff.handoff.FollowUps;
import dev.handoff.handoff.FollowUps.Said;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.Owner;
import dev.handoff.handoff.References;
import dev.handoff.handoff.Talks;
import dev.handoff.handoff.Visitor;
import dev.handoff.handoff.Words;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.LoggedRequest;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.Switches;
import dev.handoff.testing.Bench;
import dev.handoff.testing.TestOrder;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the visitor says after a handoff reaches the person in order, each word once. */
@ExtendWith(OutputCaptureExtension.class)
class FollowUpTest {

  private static final String SENDS = "/visitor/v1/.*/messages$";

  private static Bench bench;

  @BeforeAll
  static void start() {
    bench =
        Bench.start(
            Map.of(
                "handoff.relay.assignment", "120s",
                "handoff.retry.initial", "50ms",
                "handoff.retry.max", "200ms",
                "handoff.zoho.settle", "200ms"));
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @BeforeEach
  void reset() {
    bench.reset();
  }

  private static ConversationKey session() {
    return ConversationKey.of(Channel.WEB, UUID.randomUUID().toString());
  }

  private static TestOrder chat(ConversationKey session) {
    return TestOrder.chat().on(Channel.WEB, session.conversationId());
  }

  private static TestOrder ticket(ConversationKey session) {
    return TestOrder.ticket().on(Channel.WEB, session.conversationId());
  }

  private static FollowUps followUps() {
    return bench.gateway().bean(FollowUps.class);
  }

  private static Said say(ConversationKey session, String text) {
    return say(session, text, null);
  }

  private static Said say(ConversationKey session, String text, String messageId) {
    return followUps()
        .say(session, new Words(AuthorType.VISITOR, null, text, null, messageId), null);
  }

  private static Handoff entry(Said said) {
    return entry(said.entry());
  }

  private static Handoff entry(HandoffId id) {
    return bench.gateway().bean(Handoffs.class).find("main", id).orElseThrow();
  }

  private static void awaitDelivered(Said said) {
    bench.await(entry(said), HandoffState.DELIVERED);
  }

  private static List<String> heardInChat() {
    return bench.zoho().messages().stream()
        .map(message -> message.at("/message/text").asText())
        .filter(text -> !text.contains("Reference: "))
        .toList();
  }

  private static List<String> heardOnTicket() {
    return bench.zoho().comments().stream()
        .map(comment -> comment.path("content").asText())
        .toList();
  }

  private static Owner owner(ConversationKey session) {
    return followUps().ownership(session).owner();
  }

  @Test
  void stayWithTheBotBeforeAHandoff() {
    ConversationKey session = session();

    Said said = say(session, "hello");

    assertThat(said.entry()).isNull();
    assertThat(said.ownership().owner()).isEqualTo(Owner.BOT);
  }

  @Test
  void reachTheChatInOrder() {
    ConversationKey session = session();
    bench.accept(chat(session));

    say(session, "one");
    say(session, "two");
    awaitDelivered(say(session, "three"));

    assertThat(heardInChat()).containsExactly("one", "two", "three");
    assertThat(owner(session)).isEqualTo(Owner.OFFERED);
  }

  @Test
  void waitBehindOneThatFails() {
    ConversationKey session = session();
    bench.deliver(chat(session));
    bench.fault(Fault.answer(503, "busy").on(Side.SALESIQ, "POST", SENDS).times(2));

    say(session, "one");
    awaitDelivered(say(session, "two"));

    assertThat(heardInChat()).containsExactly("one", "two");
  }

  @Test
  void areSentOnceWhenTheAnswerGetsLost() {
    ConversationKey session = session();
    bench.deliver(chat(session));
    bench.fault(Fault.of(Fault.Kind.COMMIT_THEN_RESET).on(Side.SALESIQ, "POST", SENDS).times(1));

    say(session, "ok");
    awaitDelivered(say(session, "ok"));

    assertThat(heardInChat()).containsExactly("ok", "ok");
  }

  @Test
  void areSentAgainWhenTheyDidNotArrive() {
    ConversationKey session = session();
    bench.deliver(chat(session));
    awaitDelivered(say(session, "ok"));
    bench.fault(Fault.of(Fault.Kind.RESET).on(Side.SALESIQ, "POST", SENDS).times(1));

    awaitDelivered(say(session, "ok"));

    assertThat(heardInChat()).containsExactly("ok", "ok");
  }

  @Test
  void countOnceWhenSaidTwice() {
    ConversationKey session = session();
    bench.deliver(chat(session));

    Said first = say(session, "hello", "m-1");
    Said again = say(session, "hello", "m-1");
    awaitDelivered(first);
    awaitDelivered(say(session, "more"));

    assertThat(again.repeated()).isTrue();
    assertThat(heardInChat()).containsExactly("hello", "more");
  }

  @Test
  void becomePublicCommentsOnATicket() {
    ConversationKey session = session();
    bench.deliver(ticket(session));

    say(session, "any <b>news</b> & zsu[@user:1]zsu?");
    awaitDelivered(say(session, "two"));

    assertThat(heardOnTicket())
        .containsExactly("Visitor: any <b>news</b> & zsu(@user:1]zsu?", "Visitor: two");
    assertThat(bench.zoho().comments())
        .allMatch(comment -> comment.path("isPublic").asBoolean())
        .allMatch(comment -> comment.path("contentType").asText().equals("plainText"));
  }

  @Test
  void becomeOneCommentWhenTheAnswerGetsLost() {
    ConversationKey session = session();
    bench.deliver(ticket(session));
    bench.fault(
        Fault.of(Fault.Kind.COMMIT_THEN_RESET).on(Side.DESK, "POST", "/comments$").times(1));

    say(session, "<b>same</b>");
    awaitDelivered(say(session, "<b>same</b>"));

    assertThat(heardOnTicket()).hasSize(2);
  }

  @Test
  void areCutIntoPiecesThatSalesIqTakes() {
    ConversationKey session = session();
    bench.deliver(chat(session));

    awaitDelivered(say(session, "é".repeat(20_000)));

    assertThat(heardInChat()).hasSize(3).allMatch(text -> text.length() <= 8_000);
    assertThat(String.join("", heardInChat())).isEqualTo("é".repeat(20_000));
  }

  @Test
  void waitWithAParkedHandoffAndGoOnWithIt() {
    ConversationKey session = session();
    bench.fault(
        Fault.answer(400, "{\"error\":{\"code\":1025,\"message\":\"No such department\"}}")
            .on(Side.SALESIQ, "POST", "/visitor/v1/.*conversations$"));
    Handoff handoff = bench.accept(chat(session));
    Said said = say(session, "hello");
    Handoff parked = bench.await(handoff, HandoffState.PARKED);
    Handoff waiting = bench.await(entry(said), HandoffState.PARKED);

    assertThat(owner(session)).isEqualTo(Owner.RELEASED);
    assertThat(waiting.lastError().code()).isEqualTo("followed_handoff_parked");

    bench.zoho().faults().clear();
    bench
        .gateway()
        .bean(DeadLetters.class)
        .replay(parked, DeadLetters.Replay.asItIs(bench.clock().instant(), ""), "test");
    awaitDelivered(said);

    assertThat(heardInChat()).containsExactly("hello");
    assertThat(owner(session)).isEqualTo(Owner.OFFERED);
  }

  @Test
  void endWithTheChatWhenTheBotTakesItBack() {
    ConversationKey session = session();
    bench.deliver(chat(session));
    say(session, "bye");

    HandoffId close = followUps().stop(session, null).orElseThrow();
    bench.await(entry(close), HandoffState.DELIVERED);

    assertThat(heardInChat()).containsExactly("bye");
    assertThat(bench.requests(Side.SALESIQ, "POST", "/close$")).hasSize(1);
    assertThat(owner(session)).isEqualTo(Owner.RELEASED);
    assertThat(followUps().stop(session, null)).isEmpty();
    assertThat(say(session, "back at the bot").entry()).isNull();
  }

  /** Operators' calls refuse the visitor's side of the id, as the sheet has it. */
  @Test
  void closeAChatOfWhichOnlyTheVisitorsSideWasTold() {
    bench.zoho().change(switches -> switches.withOpenShape(Switches.OpenShape.B));
    ConversationKey other = session();
    bench.deliver(chat(other));
    ConversationKey session = session();
    Handoff chat = bench.deliver(chat(session));

    HandoffId close = followUps().stop(session, null).orElseThrow();
    bench.await(entry(close), HandoffState.DELIVERED);

    List<JsonNode> over =
        bench.zoho().conversations().stream().filter(one -> one.hasNonNull("end_time")).toList();
    assertThat(over).hasSize(1);
    JsonNode closed = over.get(0);
    assertThat(closed.path("question").asText()).contains(chat.correlation());
    assertThat(bench.requests(Side.SALESIQ, "POST", closed.path("id").asText() + "/close$"))
        .extracting(LoggedRequest::status)
        .containsExactly(200);
    assertThat(bench.gateway().bean(References.class).portalId(chat))
        .as("remembered")
        .contains(closed.path("id").asText());
  }

  /** It was opened without that address, so nothing is found by it. */
  @Test
  void closeAChatWhoseVisitorToldAnAddressSince() {
    bench.zoho().change(switches -> switches.withOpenShape(Switches.OpenShape.B));
    ConversationKey session = session();
    Handoff chat = bench.deliver(chat(session).email(null));
    Visitor told = new Visitor(null, "later@example.test", null, null, null, null, null);
    bench.gateway().bean(Talks.class).introduce(session, told);

    HandoffId close = followUps().stop(session, null).orElseThrow();
    bench.await(entry(close), HandoffState.DELIVERED);

    assertThat(Bench.only(bench.zoho().conversations()).hasNonNull("end_time")).isTrue();
  }

  /** SalesIQ lists 99 at most at a time, in an order of its own. */
  @Test
  void closeAChatThatIsFurtherDownInTheList() {
    bench.zoho().change(switches -> switches.withOpenShape(Switches.OpenShape.B));
    ConversationKey session = session();
    bench.deliver(chat(session));
    String list = "/api/v2/[^/]+/conversations$";
    String others =
        String.join(
            ",", Collections.nCopies(99, "{\"id\":\"5100000000000001\",\"chat_id\":\"LD_1\"}"));
    bench.fault(
        Fault.answer(200, "{\"object\":\"list\",\"data\":[" + others + "]}")
            .on(Side.SALESIQ, "GET", list)
            .times(1));
    JsonNode open = Bench.only(bench.zoho().conversations());
    String row =
        "{\"id\":\"%s\",\"chat_id\":\"%s\"}"
            .formatted(open.path("id").asText(), open.path("chat_id").asText());
    bench.fault(
        Fault.answer(200, "{\"object\":\"list\",\"data\":[" + row + "]}")
            .on(Side.SALESIQ, "GET", list)
            .times(1));

    HandoffId close = followUps().stop(session, null).orElseThrow();
    bench.await(entry(close), HandoffState.DELIVERED);

    assertThat(Bench.only(bench.zoho().conversations()).hasNonNull("end_time")).isTrue();
    assertThat(bench.requests(Side.SALESIQ, "GET", list))
        .extracting(LoggedRequest::query)
        .satisfiesExactly(
            first -> assertThat(first).contains("page=1&"),
            second -> assertThat(second).contains("page=2&"));
  }

  @Test
  void closeByTheOnlyIdThereIsWhereTheListShowsNoOther() {
    bench.zoho().change(switches -> switches.withOpenShape(Switches.OpenShape.B));
    ConversationKey session = session();
    Handoff chat = bench.deliver(chat(session));
    bench.fault(
        Fault.answer(200, "{\"object\":\"list\",\"data\":[]}")
            .on(Side.SALESIQ, "GET", "/api/v2/[^/]+/conversations$")
            .forEver());

    HandoffId close = followUps().stop(session, null).orElseThrow();
    bench.await(entry(close), HandoffState.DELIVERED);

    String id = bench.facts(chat).get("visitorConversationId");
    assertThat(bench.requests(Side.SALESIQ, "POST", id + "/close$")).hasSize(1);
  }

  @Test
  void belongToTheTraceOfTheirHandoffUnlessTheyBringTheirOwn() {
    ConversationKey session = session();
    String trace = "aaaabbbbccccddddeeeeffff00001111";
    bench.deliver(chat(session).traceParent("00-" + trace + "-1234567890abcdef-01"));

    awaitDelivered(say(session, "one"));
    String own = "00-11110000ffffeeeeddddccccbbbbaaaa-1234567890abcdef-01";
    Words two = new Words(AuthorType.VISITOR, null, "two", null, null);
    awaitDelivered(followUps().say(session, two, own));
    bench.await(entry(followUps().stop(session, null).orElseThrow()), HandoffState.DELIVERED);

    assertThat(bench.requests(Side.SALESIQ, "POST", "(" + SENDS + "|/close$)"))
        .extracting(sent -> sent.headers().get("traceparent").substring(3, 35))
        .containsExactly(trace, "11110000ffffeeeeddddccccbbbbaaaa", trace);
  }

  @Test
  void tellOnceThatNobodyCanLookWhetherSomebodyHasTheChats(CapturedOutput output) {
    Handoff one = bench.deliver(chat(session()));
    Handoff other = bench.deliver(chat(session()));
    bench.fault(
        Fault.answer(200, "{\"error\":{\"code\":1023,\"message\":\"too many requests\"}}")
            .on(Side.SALESIQ, "GET", "/api/v2/.*")
            .forEver());
    OfferWorker worker = bench.gateway().bean(OfferWorker.class);

    List.of(one, other, one, other).forEach(worker::look);

    assertThat(output.getOut().split("cannot be looked up at SalesIQ now \\(1023\\)", -1))
        .hasSize(2);
    assertThat(output.getOut()).doesNotContain("looked up at SalesIQ now (zoho_pause)");
    assertThat(output.getOut()).doesNotContain("looks again");
  }

  @Test
  void goToTheTicketInsteadWhenNobodyComesInTime() {
    ConversationKey session = session();
    Handoff chat = bench.deliver(chat(session).says(AuthorType.VISITOR, "Where is my order?"));
    bench.await(chat, HandoffState.DELIVERED);

    bench.clock().advance(Duration.ofSeconds(121));

    JsonNode ticket =
        Awaitility.await()
            .until(() -> bench.zoho().tickets(), tickets -> tickets.size() == 1)
            .get(0);
    assertThat(ticket.path("description").asText()).contains("Where is my order?");
    assertThat(owner(session)).isEqualTo(Owner.OFFERED);
    awaitDelivered(say(session, "still there?"));
    assertThat(heardOnTicket()).containsExactly("Visitor: still there?");
    assertThat(bench.requests(Side.SALESIQ, "POST", "/close$")).hasSize(1);
  }
}
