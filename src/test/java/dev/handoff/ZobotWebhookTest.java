package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.SalesIqVisitor;
import dev.handoff.testing.SalesIqVisitor.Reply;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dialogue of the Zobot webhook, row by row (contract 4.1), down to what Zoho is told. */
class ZobotWebhookTest {

  private static final String GREETING = "Hello! How can I assist you today?";
  private static final List<String> MENU =
      List.of("Instant chat", "Schedule callback", "Create ticket");
  private static final ZoneId TORONTO = ZoneId.of("America/Toronto");

  private static SimulatedZoho zoho;
  private static Gateway gateway;

  private final String email = "ada-" + UUID.randomUUID() + "@example.test";
  private NewAtZoho atZoho;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    gateway = Gateway.start(zoho);
    SalesIqVisitor.warmUp(gateway);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
  }

  @BeforeEach
  void mark() {
    atZoho = NewAtZoho.of(zoho);
  }

  private static SalesIqVisitor visitor() {
    return SalesIqVisitor.at(gateway);
  }

  /** A visitor whose chat exists at SalesIQ, known there by the number of the visit. */
  private SalesIqVisitor visitorInRealChat() {
    gateway.post(
        "/api/handoffs",
        "{\"channel\": \"web\", \"conversationId\": \"%s\", \"kind\": \"chat\"}"
            .formatted(UUID.randomUUID()));
    JsonNode chat = last(atZoho.conversations());
    return visitor()
        .knowing("active_conversation_id", chat.path("visitor_conversation_id").asText())
        .knowing("visitid", chat.path("reference_id").asText());
  }

  private static JsonNode last(List<JsonNode> list) {
    assertThat(list).isNotEmpty();
    return list.get(list.size() - 1);
  }

  private static JsonNode handoff(Reply reply) {
    return gateway.get("/api/handoffs/" + reply.handoffId()).json();
  }

  private static JsonNode step(Reply reply, String name) {
    return StreamSupport.stream(handoff(reply).path("steps").spliterator(), false)
        .filter(step -> step.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static ZonedDateTime tomorrowAtThree() {
    return LocalDate.now(TORONTO).plusDays(1).atTime(15, 0).atZone(TORONTO);
  }

  // lands, greets

  @Test
  void greetsWhoeverLands() {
    assertThat(visitor().lands().replies()).containsExactly(GREETING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hello", "Hi!", "Hey there", "good morning", "HELLO"})
  void greetsWhoeverGreets(String greeting) {
    assertThat(visitor().says(greeting).replies()).containsExactly(GREETING);
  }

  // writes anything else

  @ParameterizedTest
  @ValueSource(strings = {"Where is my order?", "4", "👍", "my train ticket is lost"})
  void offersTheMenuOfThreeForAnythingElse(String text) {
    Reply reply = visitor().says(text);

    assertThat(reply.action()).isEqualTo("reply");
    assertThat(reply.suggestions()).containsExactlyElementsOf(MENU);
    assertThat(atZoho.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"WhatsApp", "Instagram", "instagram", "Facebook", "Some new channel"})
  void spellsTheMenuOutWhereButtonsMayBeLost(String channel) {
    Reply reply = visitor().knowing("channel", channel).says("Where is my order?");

    assertThat(reply.text())
        .contains("1. Instant chat")
        .contains("2. Schedule callback")
        .contains("3. Create ticket");
    assertThat(reply.suggestions()).containsExactlyElementsOf(MENU);
  }

  // picks 1

  @ParameterizedTest
  @ValueSource(
      strings = {"1", "Instant chat", "instant CHAT", "I want to talk to a human", "agent"})
  void opensConversationForWhoeverPicksTheChat(String words) {
    Reply reply = visitor().says(words);

    assertThat(reply.action()).isEqualTo("reply");
    assertThat(reply.text()).contains("connecting you with one of our operators");
    assertThat(atZoho.conversations()).hasSize(1);
    assertThat(handoff(reply).path("state").asText()).isEqualTo("delivered");
    assertThat(handoff(reply).path("kind").asText()).isEqualTo("chat");
  }

  @Test
  void opensConversationForWhoeverClicksTheCard() {
    visitor().clicks("1");

    assertThat(atZoho.conversations()).hasSize(1);
  }

  @Test
  void handsTheWholeStoryToTheOperator() {
    SalesIqVisitor ada =
        visitor()
            .knowing("name", "Ada Low")
            .knowing("email", email)
            .knowing("phone", "+15145550100")
            .knowing("current_page_url", "https://shop.example.test/help");
    ada.lands();
    ada.says("Where is my order 4711?");

    ada.says("1");

    JsonNode chat = last(atZoho.conversations());
    assertThat(chat.path("question").asText())
        .contains("Where is my order 4711?")
        .contains("Bot: " + GREETING)
        .contains("https://shop.example.test/help");
    assertThat(chat.at("/department/id").asText()).isEqualTo(zoho.settings().salesiqDepartmentId());
    assertThat(chat.path("app_id").asText()).isEqualTo(zoho.settings().appId());
    assertThat(chat.at("/visitor/name").asText()).isEqualTo("Ada Low");
    assertThat(chat.at("/visitor/email").asText()).isEqualTo(email);
    assertThat(chat.at("/visitor/phone").asText()).isEqualTo("+15145550100");
  }

  @Test
  void tellsPreviewVisitorThatPreviewCannotBeTransferred() {
    SalesIqVisitor preview =
        visitor().knowing("active_conversation_id", "botpreview_" + UUID.randomUUID());

    Reply reply = preview.says("1");

    assertThat(reply.action()).isEqualTo("reply");
    assertThat(reply.text()).contains("preview can't be transferred");
    assertThat(reply.suggestions()).containsExactly("Schedule callback", "Create ticket");
    assertThat(atZoho.requests()).isEmpty();
  }

  // picks 2

  @Test
  void schedulesCallAtTheVisitorsTime() {
    SalesIqVisitor ada = visitorInRealChat().knowing("email", email);
    ada.says("2");

    ZonedDateTime expected = tomorrowAtThree();
    Reply reply = ada.says("Call +1 514 555 0100 tomorrow at 3 PM, it is about order 4711");

    JsonNode call = last(atZoho.calls());
    assertThat(atZoho.calls()).hasSize(1);
    assertThat(call.path("direction").asText()).isEqualTo("outbound");
    assertThat(call.path("status").asText()).isEqualTo("Scheduled");
    assertThat(Instant.parse(call.path("startTime").asText())).isEqualTo(expected.toInstant());
    assertThat(call.path("description").asText())
        .contains("+15145550100")
        .contains("tomorrow at 3 PM, it is about order 4711");
    assertThat(call.path("contactId").asText())
        .isEqualTo(last(atZoho.contacts()).path("id").asText());
    assertThat(atZoho.requests(Side.DESK, "GET", "/calls/" + call.path("id").asText()))
        .isNotEmpty();
    assertThat(reply.text())
        .contains(expected.format(DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.UK)))
        .contains("15:00")
        .contains("America/Toronto")
        .contains("+15145550100");
  }

  @Test
  void closesTheChatOnceTheCallIsScheduled() {
    SalesIqVisitor ada = visitorInRealChat().knowing("email", email);
    JsonNode chat = last(atZoho.conversations());

    Reply reply = ada.says("Please call me back at +1 514 555 0100 tomorrow at 3 PM");

    assertThat(
            atZoho.requests(
                Side.SALESIQ, "POST", ".*/conversations/" + chat.path("id").asText() + "/close"))
        .hasSize(1);
    assertThat(last(atZoho.conversations()).path("end_time").asText()).isNotEmpty();
    assertThat(step(reply, "close-chat").path("state").asText()).isEqualTo("done");
    assertThat(step(reply, "close-chat").path("detail").asText()).contains("callback_scheduled");
  }

  @Test
  void keepsTheCallOfChatThatSalesIqDoesNotKnow() {
    Reply reply = visitor().says("Please call me at +1 514 555 0100 tomorrow at 3 PM");

    assertThat(atZoho.calls()).hasSize(1);
    assertThat(handoff(reply).path("state").asText()).isEqualTo("delivered");
    assertThat(step(reply, "close-chat").path("detail").asText()).contains("leftOpen");
  }

  @Test
  void asksOnlyForWhatIsMissingFromTheCall() {
    SalesIqVisitor ada = visitor();
    assertThat(ada.clicks("2").text()).contains("phone number", "when", "America/Toronto");
    assertThat(ada.says("+1 514 555 0100").text()).contains("+15145550100").contains("When");
    assertThat(ada.says("tomorrow").text()).contains("At what time");

    ada.says("3 PM");

    assertThat(Instant.parse(last(atZoho.calls()).path("startTime").asText()))
        .isEqualTo(tomorrowAtThree().toInstant());
  }

  @ParameterizedTest
  @ValueSource(strings = {"+12345", "12345678901234567"})
  void asksAgainForNumberThatIsNone(String number) {
    SalesIqVisitor ada = visitor();
    ada.says("2");

    Reply reply = ada.says(number + " tomorrow at 3 PM");

    assertThat(reply.text()).contains("7 to 15 digits");
    assertThat(atZoho.calls()).isEmpty();
  }

  @Test
  void offersTicketAfterThreeFailures() {
    SalesIqVisitor ada = visitor();
    ada.says("2");
    assertThat(ada.says("hm").text()).contains("couldn't find a phone number or a time");
    assertThat(ada.says("purple").text()).contains("couldn't find a phone number or a time");

    Reply reply = ada.says("I do not know");

    assertThat(reply.text()).contains("Shall I create a ticket");
    assertThat(reply.suggestions()).contains("Yes, please", "No, thanks");
    assertThat(ada.says("yes").text()).contains("Which e-mail address");
    assertThat(ada.says(email).text()).contains("Your ticket #");
    assertThat(atZoho.tickets()).hasSize(1);
    assertThat(atZoho.calls()).isEmpty();
  }

  // picks 3

  @Test
  void asksForTheAddressAndChecksIt() {
    SalesIqVisitor ada = visitor();
    assertThat(ada.says("3").text()).contains("Which e-mail address");
    assertThat(ada.says("ada@").text()).contains("complete e-mail address");
    assertThat(ada.says("no idea").text()).contains("couldn't find an e-mail address");

    Reply reply = ada.says("it is " + email);

    JsonNode ticket = last(atZoho.tickets());
    assertThat(reply.text()).contains("#" + ticket.path("ticketNumber").asText()).contains(email);
    assertThat(ticket.path("email").asText()).isEqualTo(email);
    assertThat(ticket.path("contactId").asText())
        .isEqualTo(last(atZoho.contacts()).path("id").asText());
    assertThat(atZoho.requests(Side.DESK, "GET", "/tickets/" + ticket.path("id").asText()))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "Create ticket", "please create a ticket"})
  void opensTicketAtOnceWhereTheAddressIsKnown(String words) {
    SalesIqVisitor ada = visitor().knowing("email", email);

    Reply reply = ada.says(words);

    assertThat(reply.text()).contains("#" + last(atZoho.tickets()).path("ticketNumber").asText());
    assertThat(atZoho.tickets()).hasSize(1);
  }

  @Test
  void closesTheChatOnceTheTicketIsOpen() {
    SalesIqVisitor ada = visitorInRealChat().knowing("email", email);
    JsonNode chat = last(atZoho.conversations());

    Reply reply = ada.says("3");

    assertThat(
            atZoho.requests(
                Side.SALESIQ, "POST", ".*/conversations/" + chat.path("id").asText() + "/close"))
        .hasSize(1);
    assertThat(step(reply, "close-chat").path("detail").asText()).contains("ticket_created");
  }

  @Test
  void writesTheWholeTalkIntoTheTicket() {
    SalesIqVisitor ada = visitor().knowing("email", email);
    ada.says("hello");
    ada.says("Where is <b>order</b> 4711?");

    ada.says("3");

    assertThat(last(atZoho.tickets()).path("description").asText())
        .contains("Visitor: hello")
        .contains("Bot: " + GREETING)
        .contains("Where is &lt;b&gt;order&lt;/b&gt; 4711?");
  }

  // writes while an operator has the chat

  @ParameterizedTest
  @ValueSource(strings = {"Are you there?", "2", "3", "hello", "create a ticket", "cancel"})
  void leavesTheChatToTheOperator(String text) {
    SalesIqVisitor ada = visitor().knowing("email", email);
    ada.says("1");

    Reply reply = ada.says(text);

    assertThat(reply.text()).startsWith("Your message is with our team.");
    assertThat(reply.suggestions()).isEmpty();
    Awaitility.await("the operator reads it")
        .until(() -> atZoho.requests(Side.SALESIQ, "POST", ".*/messages").size() == 1);
    assertThat(atZoho.tickets()).isEmpty();
    assertThat(atZoho.conversations()).hasSize(1);
  }

  // what holds for every row

  @Test
  void keepsTwoConversationsApart() {
    SalesIqVisitor ada = visitor().knowing("email", email);
    SalesIqVisitor bob = visitor();
    ada.says("Ada asks a secret");
    bob.says("Bob asks his own");
    bob.says("3");

    assertThat(ada.says("3").text()).contains(email);
    bob.says("bob@example.test");

    assertThat(atZoho.tickets()).hasSize(2);
    assertThat(atZoho.tickets().get(0).path("description").asText())
        .contains("Ada asks a secret")
        .doesNotContain("Bob");
    assertThat(atZoho.tickets().get(1).path("description").asText())
        .contains("Bob asks his own")
        .doesNotContain("Ada");
  }

  @Test
  void continuesTheTraceOfTheCaller() {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    SalesIqVisitor ada = visitor().knowing("email", email);

    gateway.post("/webhook/salesiq", ada.message("3").toString(), Map.of("traceparent", trace));

    assertThat(atZoho.requests(Side.DESK, "POST", "/tickets"))
        .extracting(request -> request.headers().get("traceparent"))
        .allMatch(sent -> sent != null && sent.contains("4bf92f3577b34da6a3ce929d0e0e4736"));
  }
}
