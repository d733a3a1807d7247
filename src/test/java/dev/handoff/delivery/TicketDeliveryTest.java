package dev.handoff.delivery;

import static dev.handoff.testing.Bench.only;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.ConfigFolders;
import dev.handoff.testing.TestOrder;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Desk ticket says, and when it is believed. */
class TicketDeliveryTest {

  private static Bench bench;

  @BeforeAll
  static void start() {
    bench = Bench.start(SETTINGS);
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @BeforeEach
  void reset() {
    bench.reset();
  }

  private static final Map<String, String> SETTINGS =
      Map.of(
          "ZOHO_DESK_CORRELATION_FIELD",
          "cf_handoff",
          "handoff.config",
          ConfigFolders.withTables(
              Map.of(
                  "categories.yaml",
                  """
                      categories:
                        billing: { category: Invoices, classification: Problem, priority: Medium }
                        sales: { department-id: 900000000000000007 }
                      priorities: { urgent: High }
                      """)));

  private static JsonNode ticket(TestOrder order) {
    bench.deliver(order);
    return only(bench.zoho().tickets());
  }

  @Test
  void tellsTheWholeStory() {
    TestOrder order =
        TestOrder.ticket()
            .name("Ana Roy")
            .email("ana@example.test")
            .phone("+15145550100")
            .language("fr-CA")
            .page("https://shop.example.test/help?a=1&b=2")
            .reason("Order 4711 is late")
            .says(AuthorType.VISITOR, "Where is it?")
            .says(AuthorType.BOT, "On its way.")
            .says(AuthorType.VISITOR, "Since when?");

    Handoff handoff = bench.deliver(order);

    JsonNode ticket = only(bench.zoho().tickets());
    assertThat(ticket.path("subject").asText()).isEqualTo("Order 4711 is late");
    assertThat(ticket.path("email").asText()).isEqualTo("ana@example.test");
    assertThat(ticket.path("phone").asText()).isEqualTo("+15145550100");
    assertThat(ticket.path("departmentId").asText())
        .isEqualTo(bench.zoho().settings().departmentId());
    assertThat(ticket.path("channel").asText()).isEqualTo("Chat");
    assertThat(ticket.path("cf").path("cf_handoff").asText()).isEqualTo(handoff.correlation());
    assertThat(ticket.path("description").asText())
        .startsWith("<b>Reference:</b> " + handoff.correlation() + "<br>")
        .contains("<b>Reason:</b> Order 4711 is late<br>")
        .contains("<b>Visitor:</b> Ana Roy<br>")
        .contains("<b>Language:</b> French (fr-CA)<br>")
        .contains("<b>Page:</b> https://shop.example.test/help?a=1&amp;b=2<br>")
        .contains("<b>Channel:</b> api<br>")
        .contains("Visitor: Where is it?<br>Bot: On its way.<br>Visitor: Since when?<br>");
    assertThat(bench.facts(handoff))
        .containsEntry("ticketId", ticket.path("id").asText())
        .containsEntry("ticketNumber", ticket.path("ticketNumber").asText())
        .containsEntry("ticketStatus", "Open")
        .containsEntry("webUrl", ticket.path("webUrl").asText());
  }

  @Test
  void letsNothingOfAVisitorBeHtml() {
    String evil = "<script>alert('\u202Ex')</script>&lt;\"";

    JsonNode ticket =
        ticket(
            TestOrder.ticket()
                .name(evil)
                .reason(evil)
                .page("https://x.test/" + evil)
                .says(AuthorType.VISITOR, evil + "\nnext line"));

    assertThat(ticket.path("description").asText())
        .doesNotContainIgnoringCase("<script")
        .doesNotContain("\u202E")
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;lt;&quot;")
        .contains("<br>next line<br>");
    assertThat(ticket.path("description").asText().replaceAll("</?b>|<br>", ""))
        .doesNotContain("<");
  }

  @Test
  void cutsALongSubject() {
    JsonNode ticket = ticket(TestOrder.ticket().subject("Sübject\n" + "x".repeat(900)));

    assertThat(ticket.path("subject").asText()).hasSize(255).startsWith("Sübject x").endsWith("…");
  }

  @Test
  void cutsAHugeTranscriptInTheMiddleAndSaysSo() {
    TestOrder order = TestOrder.ticket().says(AuthorType.VISITOR, "the very first line");
    for (int i = 1; i < 300; i++) {
      order.says(AuthorType.BOT, "line " + i + " & " + "'".repeat(500));
    }

    JsonNode ticket = ticket(order.says(AuthorType.VISITOR, "the very last line"));

    assertThat(ticket.path("description").asText())
        .hasSizeLessThanOrEqualTo(65_535)
        .hasSizeGreaterThan(60_000)
        .contains("the very first line")
        .containsPattern("\\[… \\d+ lines left out …]")
        .endsWith("the very last line<br>");
  }

  @Test
  void keepsItsReferenceAndItsLimitWhateverTheVisitorWrites() {
    Handoff handoff =
        bench.deliver(
            TestOrder.ticket()
                .name("\"".repeat(200))
                .page("\"".repeat(2_000))
                .reason("\"".repeat(10_000))
                .says(AuthorType.VISITOR, "\"".repeat(50_000)));

    assertThat(only(bench.zoho().tickets()).path("description").asText())
        .hasSizeLessThanOrEqualTo(65_535)
        .contains(handoff.correlation())
        .doesNotContainPattern("&(?!quot;|amp;|lt;|gt;|#39;)");
  }

  @Test
  void translatesTheCategoryAndThePriority() {
    JsonNode ticket = ticket(TestOrder.ticket().category("Billing"));

    assertThat(ticket.path("category").asText()).isEqualTo("Invoices");
    assertThat(ticket.path("classification").asText()).isEqualTo("Problem");
    assertThat(ticket.path("priority").asText()).isEqualTo("Medium");
  }

  @Test
  void prefersTheCallersPriorityAndTheCategorysDepartment() {
    JsonNode ticket = ticket(TestOrder.ticket().category("sales").priority("URGENT"));

    assertThat(ticket.path("priority").asText()).isEqualTo("High");
    assertThat(ticket.path("departmentId").asText()).isEqualTo("900000000000000007");
  }

  @Test
  void leavesOutAnAddressThatIsTooLongForATicket() {
    String email = "a".repeat(60) + "@" + "b".repeat(60) + "." + "c".repeat(60) + ".example.test";

    JsonNode ticket = ticket(TestOrder.ticket().email(email));

    assertThat(ticket.path("email").isNull()).isTrue();
    assertThat(only(bench.zoho().contacts()).path("email").asText()).isEqualTo(email);
  }

  @Test
  void doesNotBelieveATicketThatCannotBeReadBack() {
    bench.fault(
        Fault.answer(404, "{\"errorCode\":\"URL_NOT_FOUND\",\"message\":\"gone\"}")
            .on(Side.DESK, "GET", "/tickets/\\d+$")
            .forEver());

    Handoff handoff = bench.await(bench.accept(TestOrder.ticket()), HandoffState.PARKED);

    assertThat(handoff.lastError().step()).isEqualTo("read-back");
    assertThat(handoff.lastError().code()).isEqualTo("URL_NOT_FOUND");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1}", "[\"1\"]", "true", "\"\""})
  void looksForTheTicketWhenItsIdIsNone(String id) {
    bench.fault(
        Fault.answer(201, "{\"id\":" + id + ",\"ticketNumber\":\"101\"}")
            .on(Side.DESK, "POST", "/tickets$"));

    Handoff handoff = bench.deliver(TestOrder.ticket());

    assertThat(handoff.attempts()).isPositive();
    assertThat(bench.requests(Side.DESK, "GET", "/contacts/\\d+/tickets$")).isNotEmpty();
    assertThat(bench.zoho().tickets()).hasSize(1);
  }

  @Test
  void doesNotBelieveAnotherTicketUnderTheId() {
    bench.fault(
        Fault.answer(200, "{\"id\":\"1\",\"status\":\"Open\"}")
            .on(Side.DESK, "GET", "/tickets/\\d+$")
            .times(2));

    Handoff handoff = bench.deliver(TestOrder.ticket());

    assertThat(handoff.attempts()).isEqualTo(2);
    assertThat(bench.zoho().tickets()).hasSize(1);
  }
}
