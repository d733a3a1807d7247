package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.SalesIqVisitor;
import dev.handoff.testing.SalesIqVisitor.Reply;
import dev.handoff.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The visitor is told the truth in time, whatever Zoho, the network or the store does. */
class ZobotTroubleTest {

  private static final Duration DEADLINE = Duration.ofSeconds(4);

  private static SimulatedZoho zoho;
  private static Gateway gateway;

  private final String email = "ada-" + UUID.randomUUID() + "@example.test";
  private NewAtZoho atZoho;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    gateway =
        Gateway.start(
            zoho, TestDatabase.H2.fresh(), Map.of("handoff.zoho.response-timeout-ms", "20000"));
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
  }

  @AfterEach
  void heal() {
    zoho.faults().clear();
  }

  private SalesIqVisitor ada() {
    return SalesIqVisitor.at(gateway).knowing("email", email);
  }

  private static JsonNode handoff(Gateway node, Reply reply) {
    return node.get("/api/handoffs/" + reply.handoffId()).json();
  }

  private static void awaitDelivery(Gateway node, Reply reply) {
    await()
        .untilAsserted(
            () -> assertThat(handoff(node, reply).path("state").asText()).isEqualTo("delivered"));
  }

  /** What follows is the matter of {@link LateAnswerTest}. */
  private static void assertIsPending(Reply reply) {
    assertThat(reply.action()).isEqualTo("pending");
    assertThat(reply.text()).isEqualTo("One moment, please.");
  }

  // Zoho

  @Test
  void holdsTheVisitorWhileZohoIsSlow() {
    zoho.faults()
        .add(
            Fault.of(Fault.Kind.DELAY)
                .on(Side.DESK, "POST", "^/tickets$")
                .withDelay(Duration.ofSeconds(6)));
    long asked = System.nanoTime();

    Reply reply = ada().says("3");

    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(DEADLINE);
    assertIsPending(reply);
    assertThat(atZoho.tickets()).isEmpty();
    awaitDelivery(gateway, reply);
    assertThat(atZoho.tickets()).hasSize(1);
  }

  @Test
  void holdsTheVisitorWhileZohoIsDown() {
    zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK).forEver());
    long asked = System.nanoTime();

    Reply reply = ada().says("Call me at +1 514 555 0100 tomorrow at 3 PM");

    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(DEADLINE);
    assertIsPending(reply);
    assertThat(handoff(gateway, reply).path("lastError").path("retryable").asBoolean()).isTrue();
    zoho.faults().clear();
    awaitDelivery(gateway, reply);
    assertThat(atZoho.calls()).hasSize(1);
  }

  @Test
  void holdsTheVisitorWhileSalesIqIsDown() {
    zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.SALESIQ).forEver());

    Reply reply = ada().says("1");

    assertIsPending(reply);
    zoho.faults().clear();
    awaitDelivery(gateway, reply);
    assertThat(atZoho.conversations()).hasSize(1);
  }

  private static void noChatOpens() {
    zoho.faults()
        .add(
            Fault.of(Fault.Kind.SERVER_ERROR)
                .on(Side.SALESIQ, "POST", "/api/visitor/v1/.*/conversations$")
                .forEver());
  }

  private static void awaitRetrying(Reply reply) {
    await()
        .untilAsserted(
            () -> assertThat(handoff(gateway, reply).path("state").asText()).isEqualTo("retrying"));
  }

  private static String opened(Reply chat) {
    return handoff(gateway, chat).at("/zoho/conversationId").asText();
  }

  private static int made(SalesIqVisitor visitor, String kind) {
    return count(visitor, "h.kind = '" + kind + "'");
  }

  /** The next test's faults are not for this one's handoffs. */
  private static void awaitNoneOpen(SalesIqVisitor visitor) {
    await().until(() -> count(visitor, "h.state in ('received', 'delivering', 'retrying')") == 0);
  }

  private static int count(SalesIqVisitor visitor, String which) {
    return gateway
        .bean(JdbcClient.class)
        .sql(
            """
            select count(*) from handoff h
              join conversation c on c.tenant = h.tenant and c.id = h.conversation
             where c.conversation_id = :id and
            """
                + " "
                + which)
        .param("id", visitor.conversationId())
        .query(Integer.class)
        .single();
  }

  private static void assertOperatorsReadOnce(String... words) {
    await()
        .untilAsserted(
            () ->
                assertThat(zoho.messages())
                    .extracting(one -> one.at("/message/text").asText())
                    .containsOnlyOnce(words));
  }

  private static void assertOffersOtherWays(Reply reply) {
    assertThat(reply.action()).isEqualTo("reply");
    assertThat(reply.text()).contains("still trying to connect you").doesNotContain("is with our");
    assertThat(reply.suggestions()).containsExactly("Schedule callback", "Create ticket");
  }

  @Test
  void tellsWhoseChatCannotBeOpenedTheTruthAndServesThemAnotherWay() {
    noChatOpens();
    SalesIqVisitor ada = ada();
    Reply chat = ada.says("1");
    awaitRetrying(chat);

    for (String words : List.of("Is anybody there?", "hello", "menu", "1", "Instant chat")) {
      assertOffersOtherWays(ada.says(words));
    }
    assertOffersOtherWays(ada.lands());
    Reply ticket = ada.says("3");

    awaitDelivery(gateway, ticket);
    String number = handoff(gateway, ticket).at("/zoho/ticketNumber").asText();
    assertThat(ticket.text() + ada.says("thanks").text()).contains("#" + number);
    assertThat(ada.says("3").text()).contains("You already have ticket #" + number);
    assertOffersOtherWays(ada.says("back to menu"));
    Reply call = ada.says("2");
    assertThat(call.text()).contains("Which phone number");
    awaitDelivery(gateway, ada.says("+1 514 555 0100 tomorrow at 3 PM"));
    assertThat(handoff(gateway, chat).path("state").asText()).isNotEqualTo("delivered");
    zoho.faults().clear();
    awaitDelivery(gateway, chat);
    assertThat(made(ada, "chat")).isEqualTo(1);
    assertThat(ada.says("And now?").text()).contains("with our team");
    assertOperatorsReadOnce("Is anybody there?", "Instant chat", "thanks", "And now?");
    zoho.endConversation(opened(chat), "system");
    Reply missed = await().until(() -> ada.says("Hm?"), one -> one.suggestions().size() == 3);
    assertThat(missed.text()).doesNotContain("nobody was free");
    assertThat(made(ada, "ticket")).isEqualTo(1);
    awaitNoneOpen(ada);
  }

  @Test
  void servesAnotherWayWhileTheChatsCredentialIsDead() {
    try (Gateway node =
        Gateway.start(
            zoho, TestDatabase.H2.fresh(), Map.of("ZOHO_SALESIQ_REFRESH_TOKEN", "wrong"))) {
      SalesIqVisitor ada = SalesIqVisitor.at(node).knowing("email", email);
      Reply chat = ada.says("1");
      await().until(() -> handoff(node, chat).path("state").asText().equals("retrying"));

      assertOffersOtherWays(ada.says("hello"));
      awaitDelivery(node, ada.says("Create ticket"));

      assertThat(handoff(node, chat).path("state").asText()).isEqualTo("retrying");
    }
  }

  @Test
  void tellsWhatCameOfAChatThatOpenedAndWasMissedWhileAnotherWayWasBeingChosen() {
    noChatOpens();
    SalesIqVisitor ada = SalesIqVisitor.at(gateway);
    Reply chat = ada.says("1");
    awaitRetrying(chat);
    assertThat(ada.says("3").text()).contains("Which e-mail address");
    zoho.faults().clear();
    awaitDelivery(gateway, chat);

    zoho.endConversation(opened(chat), "system");

    await().until(() -> ada.says("Hm?").text().contains("nobody was free to take the chat"));
    awaitNoneOpen(ada);
  }

  @Test
  void saysWhatToDoInsteadWhenZohoRefuses() {
    zoho.faults()
        .add(
            Fault.answer(422, "{\"errorCode\": \"INVALID_DATA\", \"message\": \"No.\"}")
                .on(Side.DESK, "POST", "^/tickets$"));

    Reply reply = ada().says("3");

    assertThat(reply.text()).contains("couldn't create your ticket").doesNotContain("INVALID");
    assertThat(reply.suggestions()).containsExactly("Instant chat", "Schedule callback");
    assertThat(handoff(gateway, reply).path("state").asText()).isEqualTo("parked");
  }

  /**
   * What an operator has to look after is no reason to tell the visitor that there is no ticket.
   */
  @Test
  void confirmsTheTicketThatExistsThoughReadingItBackIsRefused() {
    zoho.faults()
        .add(
            Fault.answer(403, "{\"errorCode\": \"SCOPE_MISMATCH\", \"message\": \"No.\"}")
                .on(Side.DESK, "GET", "^/tickets/\\d+$"));

    Reply reply = ada().says("3");

    assertThat(reply.text())
        .contains("Your ticket #" + atZoho.tickets().get(0).path("ticketNumber").asText());
    assertThat(handoff(gateway, reply).path("state").asText()).isEqualTo("parked");
  }

  // repeats

  @Test
  void answersRepeatedCallAsBefore() {
    SalesIqVisitor ada = ada();
    ObjectNode call = ada.message("3");
    Reply first = ada.sends(call);

    Reply again = ada.sends(call);

    assertThat(again.http().json()).isEqualTo(first.http().json());
    assertThat(atZoho.tickets()).hasSize(1);
  }

  @Test
  void opensOneTicketForTwentyRepeatsAtOnce() {
    SalesIqVisitor ada = ada();
    ObjectNode call = ada.message("3");
    ExecutorService threads = Executors.newFixedThreadPool(20);

    List<Reply> replies =
        IntStream.range(0, 20)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> ada.sends(call), threads))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    threads.shutdown();
    assertThat(atZoho.tickets()).hasSize(1);
    String number = atZoho.tickets().get(0).path("ticketNumber").asText();
    assertThat(replies)
        .extracting(Reply::text)
        .containsOnly("Your ticket #" + number + " is created. We will answer to " + email + ".");
  }

  // the gateway itself

  @Test
  void goesOnWithTheDialogueAfterRestart() {
    Map<String, String> database = TestDatabase.H2.fresh();
    SalesIqVisitor ada;
    ObjectNode call;
    try (Gateway first = Gateway.start(zoho, database, Map.of())) {
      ada = SalesIqVisitor.at(first).knowing("email", email);
      ada.says("Where is my order 4711?");
      call = ada.message("2");
      ada.sends(call);
      ada.says("+1 514 555 0100");
    }

    try (Gateway second = Gateway.start(zoho, database, Map.of())) {
      ada.movesTo(second);
      assertThat(ada.sends(call).text()).contains("Which phone number");
      Reply reply = ada.says("tomorrow at 3 PM");

      assertThat(reply.text()).contains("+15145550100").contains("15:00");
      assertThat(atZoho.calls()).hasSize(1);
      assertThat(atZoho.calls().get(0).path("description").asText())
          .contains("Where is my order 4711?");
    }
  }

  @Test
  void apologisesWhenTheStoreTakesNothing() {
    JdbcClient db = gateway.bean(JdbcClient.class);
    db.sql("alter table conversation rename to conversation_away").update();
    try {
      Reply reply = ada().says("3");

      assertThat(reply.text()).contains("nothing was saved").contains("send that again");
      assertThat(atZoho.requests()).isEmpty();
    } finally {
      db.sql("alter table conversation_away rename to conversation").update();
    }
  }

  @Test
  void saysThatItIsSavedWhenTheStoreFailsAfterwards() {
    zoho.faults()
        .add(
            Fault.of(Fault.Kind.DELAY)
                .on(Side.DESK, "GET", "^/contacts/search$")
                .withDelay(Duration.ofSeconds(2)));
    JdbcClient db = gateway.bean(JdbcClient.class);
    SalesIqVisitor ada = ada();
    CompletableFuture<Reply> reply = CompletableFuture.supplyAsync(() -> ada.says("3"));
    await().until(() -> isBeingDelivered(db, ada));

    db.sql("alter table handoff rename to handoff_away").update();
    try {
      assertThat(reply.join().text()).contains("saved and on its way");
    } finally {
      db.sql("alter table handoff_away rename to handoff").update();
    }
  }

  private static boolean isBeingDelivered(JdbcClient db, SalesIqVisitor visitor) {
    return db.sql(
                """
                select count(*) from handoff h
                  join conversation c on c.tenant = h.tenant and c.id = h.conversation
                 where c.conversation_id = :id and h.state = 'delivering'
                """)
            .param("id", visitor.conversationId())
            .query(Integer.class)
            .single()
        == 1;
  }
}
