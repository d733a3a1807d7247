package dev.handoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Talks;
import dev.handoff.handoff.Visitor;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.TestOrder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sent, but nobody knows whether it was carried out: looked for, never made twice. */
class UnknownOutcomeTest {

  private static Bench bench;

  @BeforeAll
  static void start() {
    bench = Bench.start(Map.of("handoff.zoho.response-timeout-ms", "1500"));
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @BeforeEach
  void reset() {
    bench.reset();
  }

  /** What is made at Zoho, and by which request. */
  enum Made {
    CONTACT(HandoffKind.TICKET, Side.DESK, "/contacts$"),
    TICKET(HandoffKind.TICKET, Side.DESK, "/tickets$"),
    CALL(HandoffKind.CALLBACK, Side.DESK, "/calls$"),
    CONVERSATION(HandoffKind.CHAT, Side.SALESIQ, "/visitor/v1/.*/conversations$");

    final HandoffKind kind;
    final Side side;
    final String path;

    Made(HandoffKind kind, Side side, String path) {
      this.kind = kind;
      this.side = side;
      this.path = path;
    }

    List<JsonNode> records() {
      return switch (this) {
        case CONTACT -> bench.zoho().contacts();
        case TICKET -> bench.zoho().tickets();
        case CALL -> bench.zoho().calls();
        case CONVERSATION -> bench.zoho().conversations();
      };
    }

    Fault fault(Kind what) {
      return Fault.of(what).on(side, "POST", path);
    }

    int sent() {
      return bench.requests(side, "POST", path.replace("$", "")).size();
    }
  }

  /** Fresh tokens, so that no rejected token adds to the counts. */
  private static void warmUp() {
    bench.deliver(TestOrder.chat());
    bench.deliver(TestOrder.ticket());
  }

  static Stream<Object[]> carriedOut() {
    return Stream.of(Made.values())
        .flatMap(
            made ->
                Stream.of(
                        Kind.COMMIT_THEN_RESET,
                        Kind.COMMIT_THEN_ERROR,
                        Kind.COMMIT_THEN_HANG,
                        Kind.CUT_BODY)
                    .map(what -> new Object[] {made, what}));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("carriedOut")
  void findsWhatWasCarriedOutWithoutAClearAnswer(Made made, Kind what) {
    warmUp();
    int records = made.records().size();
    int sent = made.sent();
    bench.fault(made.fault(what));

    Handoff handoff = bench.deliver(TestOrder.of(made.kind));

    assertThat(made.records()).hasSize(records + 1);
    assertThat(made.sent()).isEqualTo(sent + 1);
    assertThat(handoff.attempts()).isEqualTo(1);
    String id = made.records().get(records).path("id").asText();
    assertThat(bench.facts(handoff)).containsValue(id);
  }

  static Stream<Object[]> notCarriedOut() {
    return Stream.of(Made.values())
        .flatMap(
            made ->
                Stream.of(Kind.RESET, Kind.SERVER_ERROR, Kind.HTML_PAGE, Kind.EMPTY_BODY)
                    .map(what -> new Object[] {made, what}));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("notCarriedOut")
  void makesItOnceTheSettlingTimeIsOverWhenItWasNotCarriedOut(Made made, Kind what) {
    warmUp();
    int records = made.records().size();
    int sent = made.sent();
    bench.fault(made.fault(what));

    bench.deliver(TestOrder.of(made.kind));

    assertThat(made.records()).hasSize(records + 1);
    assertThat(made.sent()).isEqualTo(sent + 2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Made.class,
      names = {"TICKET", "CALL"})
  void makesNothingTwiceWhenZohoIsSlowerThanTheGatewayIsPatient(Made made) {
    warmUp();
    int records = made.records().size();
    bench.fault(made.fault(Kind.DELAY).withDelay(Duration.ofMillis(1650)));

    bench.deliver(TestOrder.of(made.kind));

    assertThat(made.records()).hasSize(records + 1);
  }

  @Test
  void findsATicketOfAHiddenContactAlthoughTheSearchLags() {
    warmUp();
    bench.zoho().searchDelay(Duration.ofMinutes(5));
    bench.contactAtDesk("{\"lastName\":\"H\",\"email\":\"hidden@example.test\"}");
    int before = bench.zoho().tickets().size();
    bench.fault(Made.TICKET.fault(Kind.COMMIT_THEN_RESET));

    bench.deliver(TestOrder.ticket().email("hidden@example.test"));

    assertThat(bench.zoho().tickets()).hasSize(before + 1);
  }

  @Test
  void doesNotTakeTheTicketOfAnotherHandoffOfTheSameVisitor() {
    warmUp();
    Handoff first = bench.deliver(TestOrder.ticket().email("two@example.test").reason("same"));
    bench.fault(Made.TICKET.fault(Kind.COMMIT_THEN_RESET));

    Handoff second = bench.deliver(TestOrder.ticket().email("two@example.test").reason("same"));

    assertThat(bench.facts(second).get("ticketId"))
        .isNotEqualTo(bench.facts(first).get("ticketId"));
  }

  /** It was opened without that address, so nothing is found by it. */
  @Test
  void findsTheChatOfAVisitorWhoTellsAnAddressMeanwhile() {
    warmUp();
    int before = bench.zoho().conversations().size();
    bench.fault(Made.CONVERSATION.fault(Kind.COMMIT_THEN_RESET));
    bench.fault(Fault.of(Kind.SERVER_ERROR).on(Side.SALESIQ, "GET", "/conversations$").forEver());
    Handoff chat = bench.accept(TestOrder.chat().email(null).on(Channel.HITL, "tells-later"));
    bench.await(chat, now -> now.attempts() >= 2);

    Visitor told = new Visitor(null, "later@example.test", null, null, null, null, null);
    bench.gateway().bean(Talks.class).introduce(chat.key(), told);
    bench.zoho().faults().clear();
    Handoff delivered = bench.await(chat, HandoffState.DELIVERED);

    assertThat(delivered.request().visitor().email()).isEqualTo("later@example.test");
    assertThat(bench.zoho().conversations()).hasSize(before + 1);
  }

  @Test
  void keepsWaitingWhileTheLookUpItselfFails() {
    warmUp();
    int before = bench.zoho().tickets().size();
    bench.fault(Made.TICKET.fault(Kind.COMMIT_THEN_RESET));
    bench.fault(
        Fault.of(Kind.SERVER_ERROR).on(Side.DESK, "GET", "/contacts/\\d+/tickets$").times(3));

    Handoff handoff =
        bench.await(
            bench.accept(TestOrder.ticket().on(Channel.API, "look-fails")), HandoffState.DELIVERED);

    assertThat(handoff.attempts()).isEqualTo(4);
    assertThat(bench.zoho().tickets()).hasSize(before + 1);
  }
}
