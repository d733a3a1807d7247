package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Conversations;
import dev.handoff.handoff.FollowUps;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.Owner;
import dev.handoff.handoff.TranscriptEntry;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.SalesIqVisitor;
import dev.handoff.testing.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One of bot and operator speaks in a Zobot's chat, and the visitor's words reach the operator. */
class ZobotOperatorTest {

  private static final String RELAYED =
      "Your message is with our team. You see their answer here as soon as you write again.";

  private static SimulatedZoho zoho;
  private static Gateway gateway;

  private NewAtZoho atZoho;
  private SalesIqVisitor ada;
  private String chat;
  private int messages;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    gateway = Gateway.start(zoho, TestDatabase.H2.fresh(), Map.of());
    SalesIqVisitor.warmUp(gateway);
    zoho.postEventsTo(gateway.uri("/webhook/salesiq/events"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
  }

  @BeforeEach
  void mark() {
    atZoho = NewAtZoho.of(zoho);
    ada = SalesIqVisitor.at(gateway).knowing("email", "ada-" + UUID.randomUUID() + "@example.test");
  }

  /** Ada asks for a chat; gives the id of the one that was opened. */
  private String chat() {
    ada.says("Where is order 4711?");
    ada.says("1");
    Awaitility.await().until(() -> !atZoho.conversations().isEmpty());
    awaitOwner(Owner.OFFERED);
    messages = zoho.messages().size();
    chat = atZoho.conversations().get(0).path("id").asText();
    return chat;
  }

  private void awaitOwner(Owner owner) {
    Awaitility.await().untilAsserted(() -> assertThat(owner()).isEqualTo(owner));
  }

  private Owner owner() {
    return gateway
        .bean(FollowUps.class)
        .ownership(ConversationKey.of(Channel.SALESIQ, ada.conversationId()))
        .owner();
  }

  private List<String> operatorReads() {
    List<JsonNode> all = zoho.messages();
    return all.subList(messages, all.size()).stream()
        .filter(one -> one.path("conversation_id").asText().equals(chat))
        .filter(one -> one.at("/sender/id").asText().startsWith("$"))
        .map(one -> one.at("/message/text").asText())
        .toList();
  }

  private void awaitOperatorReads(String... texts) {
    Awaitility.await().untilAsserted(() -> assertThat(operatorReads()).containsExactly(texts));
  }

  @Test
  void theBotIsSilentAndWhatTheVisitorWritesIsRelayedOnce() {
    String id = chat();

    assertThat(ada.says("Is anybody there?").replies()).containsExactly(RELAYED);
    zoho.operatorJoins(id);
    awaitOwner(Owner.HUMAN);
    ObjectNode call = ada.message("3");
    assertThat(ada.sends(call).replies()).containsExactly(RELAYED);
    assertThat(ada.sends(call).replies()).containsExactly(RELAYED);
    assertThat(ada.says("hello").replies()).containsExactly(RELAYED);

    awaitOperatorReads("Is anybody there?", "3", "hello");
    assertThat(atZoho.tickets()).isEmpty();
  }

  @Test
  void theVisitorReadsWhatTheOperatorWroteAtTheNextMessageAndOnce() {
    String id = chat();
    zoho.operatorJoins(id);
    zoho.operatorSays(id, "Hello visitor, Max here.");
    zoho.operatorSays(id, "Which order is it?");
    awaitHeard(2);

    ObjectNode call = ada.message("are you there");
    SalesIqVisitor.Reply first = ada.sends(call);

    assertThat(first.replies())
        .containsExactly(
            "Max Sandbox: Hello visitor, Max here.", "Max Sandbox: Which order is it?");
    assertThat(ada.sends(call).replies()).isEqualTo(first.replies());
    assertThat(ada.says("4711").replies()).containsExactly(RELAYED);
    awaitOperatorReads("are you there", "4711");
  }

  @Test
  void theVisitorReadsTheOperatorsLastWordsAfterTheChatHasEnded() {
    String id = chat();
    zoho.operatorSays(id, "It will arrive tomorrow.");
    zoho.endConversation(id, "agent");
    awaitOwner(Owner.RELEASED);
    awaitHeard(1);

    SalesIqVisitor.Reply reply = ada.says("thanks, and one more thing");

    assertThat(reply.replies().get(0)).isEqualTo("Max Sandbox: It will arrive tomorrow.");
    assertThat(reply.suggestions()).hasSize(3);
    assertThat(ada.says("And my bill?").text()).doesNotContain("tomorrow");
    assertThat(transcript()).filteredOn(line -> line.contains("tomorrow")).hasSize(1);
  }

  @Test
  void everyAnswerNamesTheHandoffWhileTheChatIsOpen() {
    ada.says("Where is order 4711?");
    String handoff = ada.says("1").handoffId();
    awaitOwner(Owner.OFFERED);

    assertThat(ada.says("Is anybody there?").handoffId()).isEqualTo(handoff);
    assertThat(ada.lands().handoffId()).isEqualTo(handoff);
  }

  @Test
  void whoLandsWhileTheOperatorHasTheChatIsToldSo() {
    chat();

    assertThat(ada.lands().replies())
        .containsExactly("Our team has this chat; you will get their answer here.");
  }

  private List<String> transcript() {
    return gateway
        .bean(Conversations.class)
        .locked(
            ConversationKey.of(Channel.SALESIQ, ada.conversationId()),
            open -> open.history().stream().map(TranscriptEntry::text).toList());
  }

  private void awaitHeard(int lines) {
    Awaitility.await().until(() -> heard() == lines);
  }

  private int heard() {
    return gateway
        .bean(Conversations.class)
        .locked(
            ConversationKey.of(Channel.SALESIQ, ada.conversationId()),
            open -> open.byAgents(0).size());
  }

  @Test
  void filesAreNamedToTheOperator() {
    chat();
    ObjectNode call = ada.message("");
    call.withArray("attachments").addObject().put("name", "a.png");

    assertThat(ada.sends(call).replies()).containsExactly(RELAYED);

    awaitOperatorReads("[1 file(s) in the visitor's chat with the bot]");
  }

  @Test
  void theBotSpeaksAgainWhenTheOperatorHasEndedIt() {
    String id = chat();
    zoho.operatorSays(id, "Solved.");
    zoho.endConversation(id, "agent");
    awaitOwner(Owner.RELEASED);

    SalesIqVisitor.Reply reply = ada.says("Something else");

    assertThat(reply.suggestions()).hasSize(3);
    assertThat(reply.text()).doesNotContain("nobody was free", "About your earlier request");
    assertThat(operatorReads()).isEmpty();
    assertThat(ada.says("1").action()).isIn("reply", "pending");
    awaitOwner(Owner.OFFERED);
  }

  @Test
  void theVisitorHearsOnceWhatCameOfAChatThatNobodyTook() {
    String id = chat();
    zoho.endConversation(id, "system");
    awaitOwner(Owner.RELEASED);
    Awaitility.await().until(() -> !atZoho.tickets().isEmpty());
    String number = atZoho.tickets().get(0).path("ticketNumber").asText();
    awaitDelivered();

    SalesIqVisitor.Reply reply = ada.says("Hello?");

    assertThat(reply.text()).contains("nobody was free to take the chat").contains("#" + number);
    assertThat(ada.says("And now?").text()).doesNotContain(number);
    assertThat(atZoho.tickets()).hasSize(1);
  }

  @Test
  void noAnswerIsPromisedToAVisitorWithoutAnAddress() {
    ada = SalesIqVisitor.at(gateway);
    String id = chat();
    zoho.endConversation(id, "system");
    awaitOwner(Owner.RELEASED);
    awaitDelivered();

    assertThat(ada.says("Hello?").text())
        .contains("nobody was free to take the chat", "for our team to look into")
        .doesNotContain("We will answer");
  }

  /** The talk that warms the bot up leaves nothing behind. */
  @Test
  void noConversationIsThereBeforeAVisitorComes() {
    long warm =
        gateway
            .bean(JdbcClient.class)
            .sql("select count(*) from conversation where conversation_id like 'warm-up-%'")
            .query(Long.class)
            .single();

    assertThat(warm).isZero();
  }

  /** The ticket's own delivery has ended. */
  private void awaitDelivered() {
    Awaitility.await()
        .until(
            () ->
                gateway
                    .bean(Handoffs.class)
                    .newest(
                        ConversationKey.of(Channel.SALESIQ, ada.conversationId()),
                        HandoffKind.TICKET)
                    .filter(one -> !one.state().isOpen())
                    .isPresent());
  }
}
