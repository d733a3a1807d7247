package dev.handoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.handoff.Channel;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.JournalStep;
import dev.handoff.handoff.StepState;
import dev.handoff.handoff.Talks;
import dev.handoff.handoff.Visitor;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.TestOrder;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How far a create without a clear answer is looked for, and what the settings say about it. */
class UnclearCreateTest {

  private static final String CONTACTS_TICKETS = "/contacts/\\d+/tickets$";

  private static Bench bench;

  @BeforeAll
  static void start() {
    bench =
        Bench.start(
            Map.of(
                "ZOHO_DESK_CORRELATION_FIELD", "cf_handoff",
                "handoff.zoho.unclear.call", "park",
                "handoff.zoho.unclear.conversation", "repeat"));
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @BeforeEach
  void reset() {
    bench.reset();
    bench.deliver(TestOrder.ticket());
    bench.deliver(TestOrder.chat());
  }

  private static void unclear(Side side, String path) {
    bench.fault(Fault.of(Kind.COMMIT_THEN_RESET).on(side, "POST", path));
  }

  @Test
  void findsTheTicketOfABusyContactOnALaterPage() {
    int before = bench.zoho().tickets().size();
    unclear(Side.DESK, "/tickets$");
    bench.fault(Fault.of(Kind.SERVER_ERROR).on(Side.DESK, "GET", CONTACTS_TICKETS).forEver());
    bench.fault(Fault.of(Kind.SERVER_ERROR).on(Side.DESK, "GET", "/tickets/search$").forEver());
    Handoff handoff = bench.accept(TestOrder.ticket());
    Handoff looking = bench.await(handoff, now -> now.attempts() >= 2);
    String contact = bench.facts(looking).get("contactId");
    String others =
        "{\"subject\":\"Another\",\"contactId\":\""
            + contact
            + "\",\"departmentId\":\""
            + bench.zoho().settings().departmentId()
            + "\"}";
    bench.atDesk("/tickets", "Desk.tickets.CREATE", Collections.nCopies(110, others));

    bench.zoho().faults().clear();
    Handoff delivered = bench.await(handoff, HandoffState.DELIVERED);

    assertThat(bench.zoho().tickets()).hasSize(before + 1 + 110);
    assertThat(bench.facts(delivered))
        .containsEntry("ticketId", bench.zoho().tickets().get(before).path("id").asText());
  }

  /** Merged contacts: the ticket is another one's by now. */
  @Test
  void findsATicketThatTheContactNoLongerHasByTheCustomField() {
    int before = bench.zoho().tickets().size();
    unclear(Side.DESK, "/tickets$");
    bench.fault(Fault.answer(204, "").on(Side.DESK, "GET", CONTACTS_TICKETS).forEver());

    Handoff handoff = bench.deliver(TestOrder.ticket());

    assertThat(bench.zoho().tickets()).hasSize(before + 1);
    assertThat(handoff.attempts()).isEqualTo(1);
    assertThat(bench.facts(handoff))
        .containsEntry("ticketId", bench.zoho().tickets().get(before).path("id").asText());
  }

  /** It was looked for before it was sent again, and the answer to that was clear. */
  @Test
  void whatIsRefusedWhenItIsSentAgainIsNoLongerUnclear() {
    bench.fault(Fault.of(Kind.RESET).on(Side.DESK, "POST", "/tickets$"));
    bench.fault(
        Fault.answer(422, "{\"errorCode\":\"INVALID_DATA\",\"message\":\"No\"}")
            .on(Side.DESK, "POST", "/tickets$"));

    Handoff parked = bench.await(bench.accept(TestOrder.ticket()), HandoffState.PARKED);

    assertThat(bench.gateway().bean(Handoffs.class).journal(parked))
        .filteredOn(step -> step.name().equals("ticket"))
        .extracting(JournalStep::state)
        .containsExactly(StepState.FAILED);
  }

  @Test
  void goesOnWithoutTheSearchByTheCustomFieldWhenDeskRefusesIt() {
    int before = bench.zoho().tickets().size();
    bench.fault(Fault.of(Kind.RESET).on(Side.DESK, "POST", "/tickets$"));
    bench.fault(
        Fault.answer(403, "{\"errorCode\":\"SCOPE_MISMATCH\",\"message\":\"No\"}")
            .on(Side.DESK, "GET", "/tickets/search$")
            .forEver());

    bench.deliver(TestOrder.ticket());

    assertThat(bench.zoho().tickets()).hasSize(before + 1);
  }

  @Test
  void findsThePhoneOnlyContactAmongTheNewestWhileTheSearchLags() {
    bench.zoho().searchDelay(Duration.ofHours(1));
    int before = bench.zoho().contacts().size();
    unclear(Side.DESK, "/contacts$");

    Handoff first = bench.deliver(TestOrder.ticket().email(null).phone("+15147771234"));
    Handoff second = bench.deliver(TestOrder.ticket().email(null).phone("+15147771234"));

    assertThat(bench.zoho().contacts()).hasSize(before + 1);
    assertThat(bench.facts(second).get("contactId")).isEqualTo(bench.facts(first).get("contactId"));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "+15147775678")
  void findsTheContactOfAVisitorWhoTellsAnAddressMeanwhile(String phone) {
    bench.zoho().searchDelay(Duration.ofHours(1));
    int before = bench.zoho().contacts().size();
    unclear(Side.DESK, "/contacts$");
    bench.fault(Fault.of(Kind.SERVER_ERROR).on(Side.DESK, "GET", "/contacts$").forEver());
    Handoff ticket =
        bench.accept(
            TestOrder.ticket()
                .email(null)
                .phone(phone)
                .on(Channel.WEB, UUID.randomUUID().toString()));
    bench.await(ticket, now -> now.attempts() >= 2);

    Visitor told = new Visitor("Ann", "later@example.test", null, null, null, null, null);
    bench.gateway().bean(Talks.class).introduce(ticket.key(), told);
    bench.zoho().faults().clear();
    bench.await(ticket, HandoffState.DELIVERED);

    assertThat(bench.zoho().contacts()).hasSize(before + 1);
  }

  @Test
  void findsTheContactOfAVisitorWithANameOnlyByItsReference() {
    int before = bench.zoho().contacts().size();
    bench.contactAtDesk("{\"lastName\":\"Only\",\"firstName\":\"Ann\"}");
    unclear(Side.DESK, "/contacts$");

    Handoff handoff = bench.deliver(TestOrder.ticket().email(null).name("Ann Only"));

    assertThat(bench.zoho().contacts()).hasSize(before + 2);
    assertThat(bench.facts(handoff))
        .containsEntry("contactId", bench.zoho().contacts().get(before + 1).path("id").asText());
  }

  @Test
  void leavesAnUnclearCallToAPersonWhenTheSettingSaysSo() {
    unclear(Side.DESK, "/calls$");

    Handoff handoff = bench.await(bench.accept(TestOrder.callback()), HandoffState.PARKED);

    assertThat(bench.zoho().calls()).hasSize(1);
    assertThat(bench.requests(Side.DESK, "GET", "/calls")).isEmpty();
    assertThat(handoff.lastError().code()).isEqualTo("outcome_unknown");
    assertThat(handoff.lastError().retryable()).isFalse();
    assertThat(handoff.lastError().message())
        .contains("The call was sent at 20", "handoff.zoho.unclear.call", handoff.correlation());
    assertThat(handoff.lastError().remedy())
        .contains("Look at Zoho for a call", handoff.correlation(), "discard", "replay");
  }

  @Test
  void repeatsAnUnclearConversationWithoutLookingWhenTheSettingSaysSo() {
    int before = bench.zoho().conversations().size();
    int lists = bench.requests(Side.SALESIQ, "GET", "/conversations$").size();
    unclear(Side.SALESIQ, "/visitor/v1/\\w+/conversations$");

    bench.deliver(TestOrder.chat());

    assertThat(bench.zoho().conversations()).hasSize(before + 2);
    assertThat(bench.requests(Side.SALESIQ, "GET", "/conversations$")).hasSize(lists);
  }
}
