package dev.handoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ChannelRefs;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.TestOrder;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A SalesIQ chat is over once its visitor has a ticket or a call. */
class CloseChatTest {

  private static Bench bench;

  @BeforeAll
  static void start() {
    bench = Bench.start();
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @BeforeEach
  void reset() {
    bench.reset();
  }

  private static final String REFUSED = "{\"error\":{\"code\":1016,\"message\":\"No permission\"}}";

  /** A chat at SalesIQ in which the bot talks. */
  private static JsonNode chat() {
    bench.deliver(TestOrder.chat());
    List<JsonNode> all = bench.zoho().conversations();
    return all.get(all.size() - 1);
  }

  private static TestOrder ticketFrom(JsonNode chat) {
    return from(HandoffKind.TICKET, chat);
  }

  private static TestOrder from(HandoffKind kind, JsonNode chat) {
    return TestOrder.of(kind)
        .on(Channel.SALESIQ, chat.path("visitor_conversation_id").asText())
        .refs(new ChannelRefs(chat.path("reference_id").asText(), null, false));
  }

  private static boolean isClosed(JsonNode chat) {
    return bench.zoho().conversations().stream()
        .filter(one -> one.path("id").equals(chat.path("id")))
        .anyMatch(one -> one.hasNonNull("end_time"));
  }

  @ParameterizedTest
  @EnumSource(
      value = HandoffKind.class,
      names = {"TICKET", "CALLBACK"})
  void closesTheChatUnderTheIdOfItsVisit(HandoffKind kind) {
    JsonNode other = chat();
    JsonNode chat = chat();

    Handoff handoff = bench.deliver(from(kind, chat));

    assertThat(isClosed(chat)).isTrue();
    assertThat(isClosed(other)).isFalse();
    assertThat(bench.facts(handoff))
        .containsEntry(
            "closeReason", kind == HandoffKind.TICKET ? "ticket_created" : "callback_scheduled");
    assertThat(bench.requests(Side.SALESIQ, "POST", "/close").get(0))
        .satisfies(request -> assertThat(request.body()).isEmpty());
  }

  @Test
  void closesTheGivenIdWhenTheVisitIsNotKnown() {
    JsonNode chat = chat();

    bench.deliver(TestOrder.ticket().on(Channel.SALESIQ, chat.path("id").asText()));

    assertThat(isClosed(chat)).isTrue();
  }

  @Test
  void closesTheGivenIdWhenTheLookUpIsRefused() {
    JsonNode chat = chat();
    bench.fault(Fault.answer(200, REFUSED).on(Side.SALESIQ, "GET", "/api/v2/.*/conversations$"));

    bench.deliver(ticketFrom(chat).on(Channel.SALESIQ, chat.path("id").asText()));

    assertThat(isClosed(chat)).isTrue();
  }

  @Test
  void neverClosesAChatOfAnotherVisit() {
    JsonNode other = chat();
    JsonNode chat = chat();
    bench.fault(
        Fault.answer(200, "{\"data\":[" + other + "]}")
            .on(Side.SALESIQ, "GET", "/api/v2/.*/conversations$"));

    Handoff handoff = bench.deliver(ticketFrom(chat));

    assertThat(isClosed(other)).isFalse();
    assertThat(bench.facts(handoff)).containsEntry("leftOpen", "1019");
  }

  @Test
  void notesARefusalAndStillDelivers() {
    JsonNode chat = chat();
    bench.fault(Fault.answer(200, REFUSED).on(Side.SALESIQ, "POST", "/close$"));

    Handoff handoff = bench.deliver(ticketFrom(chat));

    assertThat(handoff.attempts()).isZero();
    assertThat(bench.facts(handoff)).containsEntry("leftOpen", "1016");
  }

  @Test
  void triesAgainWhenSalesiqIsDownWithoutASecondTicket() {
    JsonNode chat = chat();
    bench.fault(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.SALESIQ, "POST", "/close$").times(2));

    Handoff handoff = bench.deliver(ticketFrom(chat));

    assertThat(handoff.attempts()).isEqualTo(2);
    assertThat(isClosed(chat)).isTrue();
    assertThat(bench.zoho().tickets()).hasSize(1);
  }

  @Test
  void leavesOtherChannelsAndPreviewsAlone() {
    bench.deliver(TestOrder.ticket().on(Channel.WEB, "web-1"));
    bench.deliver(TestOrder.ticket().on(Channel.SALESIQ, "botpreview_1"));

    assertThat(bench.requests(Side.SALESIQ, "POST", "")).isEmpty();
  }
}
