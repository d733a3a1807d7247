package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.FollowUps;
import dev.handoff.handoff.Owner;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.SalesIqVisitor;
import dev.handoff.testing.SalesIqVisitor.Reply;
import dev.handoff.testing.TestDatabase;
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

/** {@code HANDOFF_SALESIQ_TRANSFER=forward}: SalesIQ hands the chat over by itself, or cannot. */
class ZobotForwardTest {

  private static SimulatedZoho zoho;
  private static Gateway gateway;

  private NewAtZoho atZoho;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    gateway =
        Gateway.start(zoho, TestDatabase.H2.fresh(), Map.of("HANDOFF_SALESIQ_TRANSFER", "forward"));
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
    return SalesIqVisitor.at(gateway)
        .knowing("email", "ada-" + UUID.randomUUID() + "@example.test");
  }

  @Test
  void forwardsTheChatToTheDepartment() {
    Reply reply = visitor().says("1");

    assertThat(reply.action()).isEqualTo("forward");
    JsonNode department = reply.http().json().path("department");
    assertThat(department.isTextual()).isTrue();
    assertThat(department.asText()).isEqualTo(zoho.settings().salesiqDepartmentId());
    assertThat(reply.replies()).isNotEmpty();
  }

  @Test
  void recordsTheHandoffWithoutCallingZoho() {
    Reply reply = visitor().says("1");

    Awaitility.await()
        .untilAsserted(
            () -> assertThat(handoff(reply).path("state").asText()).isEqualTo("delivered"));
    assertThat(handoff(reply).path("kind").asText()).isEqualTo("chat");
    assertThat(atZoho.requests()).isEmpty();
  }

  private static JsonNode handoff(Reply reply) {
    return gateway.get("/api/handoffs/" + reply.handoffId()).json();
  }

  @Test
  void neverForwardsPreviewVisitor() {
    SalesIqVisitor preview =
        visitor().knowing("active_conversation_id", "botpreview_" + UUID.randomUUID());

    assertThat(preview.says("1").action()).isEqualTo("reply");
  }

  @ParameterizedTest
  @CsvSource({
    "1001, offline_hours, out of office hours",
    "1002, operators_not_available, nobody is free",
    "1003, invalid_operators, couldn't find the right operator"
  })
  void offersOtherWaysWhenNobodyTakesTheChat(int code, String cause, String why) {
    SalesIqVisitor ada = visitor();
    ada.says("Where is my order?");
    ada.says("1");

    Reply reply = ada.isNotTransferred(code, cause);

    assertThat(reply.action()).isEqualTo("reply");
    assertThat(reply.text()).contains(why);
    assertThat(reply.suggestions()).containsExactly("Schedule callback", "Create ticket");
  }

  @Test
  void nobodyIsFreeForOthersOnlyWhenItsOwnForwardFailed() {
    try (Gateway node =
        Gateway.start(
            zoho,
            TestDatabase.H2.fresh(),
            Map.of("HANDOFF_SALESIQ_TRANSFER", "forward", "handoff.routing.nobody-free", "60s"))) {
      SalesIqVisitor.at(node).isNotTransferred(1002, "operators_not_available");
      SalesIqVisitor first = SalesIqVisitor.at(node);
      assertThat(first.says("1").action()).isEqualTo("forward");

      first.isNotTransferred(1002, "operators_not_available");

      assertThat(SalesIqVisitor.at(node).says("1").text()).contains("nobody is free");
    }
  }

  @Test
  void opensTicketWithTheStoryAfterFailedTransfer() {
    SalesIqVisitor ada = visitor();
    ada.says("Where is my order 4711?");
    ada.says("1");
    ada.isNotTransferred(1002, "operators_not_available");

    Reply reply = ada.says("3");

    assertThat(reply.text()).contains("Your ticket #");
    assertThat(atZoho.tickets()).hasSize(1);
    assertThat(atZoho.tickets().get(0).path("description").asText())
        .contains("Where is my order 4711?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Are you there?", "3"})
  void offersNothingWhileTheOperatorHasTheChat(String text) {
    SalesIqVisitor ada = visitor();
    ada.says("1");

    assertThat(ada.says(text).replies())
        .containsExactly("Our team has this chat; you will get their answer here.");
    assertThat(atZoho.tickets()).isEmpty();
  }

  private static ConversationKey conversation(SalesIqVisitor visitor) {
    return ConversationKey.of(Channel.SALESIQ, visitor.conversationId());
  }

  private static Owner owner(SalesIqVisitor visitor) {
    return gateway.bean(FollowUps.class).ownership(conversation(visitor)).owner();
  }

  private static void tell(String event, SalesIqVisitor visitor, String entity) {
    String body =
        "{\"event\":\"%s\",\"entity\":{\"visitor_conversation_id\":\"%s\",%s}}"
            .formatted(event, visitor.conversationId(), entity);
    assertThat(gateway.post("/webhook/salesiq/events", body).status()).isEqualTo(200);
  }

  private static void awaitOwner(SalesIqVisitor visitor, Owner owner) {
    Awaitility.await().untilAsserted(() -> assertThat(owner(visitor)).isEqualTo(owner));
  }

  @Test
  void knowsTheChatByItsIdInEvents() {
    SalesIqVisitor ada = visitor();
    ada.says("1");

    tell("conversation.attender.updated", ada, "\"owner\":{\"id\":\"7\",\"name\":\"Max\"}");
    awaitOwner(ada, Owner.HUMAN);
    tell("conversation.completed", ada, "\"ended_by\":\"agent\"");
    awaitOwner(ada, Owner.RELEASED);

    assertThat(ada.says("Something else").suggestions()).hasSize(3);
    assertThat(atZoho.requests()).isEmpty();
  }

  @Test
  void aFailedTransferLeavesNoSecondWayOpen() {
    SalesIqVisitor ada = visitor();
    ada.says("1");
    ada.isNotTransferred(1002, "operators_not_available");
    assertThat(owner(ada)).isEqualTo(Owner.RELEASED);

    tell("conversation.missed", ada, "\"missed_time\":\"1760000243000\"");
    assertThat(ada.says("3").text()).contains("Your ticket #");

    assertThat(atZoho.tickets()).hasSize(1);
  }
}
