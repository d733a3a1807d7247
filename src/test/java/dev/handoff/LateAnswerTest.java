package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.handoff.DeadLetters;
import dev.handoff.handoff.DeadLetters.Replay;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Faults;
import dev.handoff.sandbox.Settings;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Callbacks;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.MovableClock;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.SalesIqVisitor;
import dev.handoff.testing.SalesIqVisitor.Reply;
import dev.handoff.testing.Stored;
import dev.handoff.testing.TestDatabase;
import dev.handoff.zoho.ZohoHost;
import dev.handoff.zoho.limits.ZohoLimits;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A visitor is told "one moment" while Zoho is slow, and hears the rest, once, come what may. */
class LateAnswerTest {

  private static final String RESPONSE = "/callbacks/.*/response$";

  private static final MovableClock CLOCK = new MovableClock();
  private static SimulatedZoho zoho;
  private static Gateway gateway;

  private final String email = "ada-" + UUID.randomUUID() + "@example.test";
  private SalesIqVisitor ada;
  private NewAtZoho atZoho;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start(Settings.forTests().withClock(CLOCK));
    gateway = Gateway.start(zoho, TestDatabase.H2.fresh(), settings(Map.of()), CLOCK);
  }

  static Map<String, String> settings(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("handoff.intake.zobot-wait", "200ms");
    settings.put("handoff.delivery.polling", "100ms");
    settings.put("handoff.late-answer.soonest", "100ms");
    settings.put("handoff.late-answer.look", "1s");
    settings.put("handoff.late-answer.retry", "200ms");
    settings.put("handoff.zoho.tokens.budget", "100000");
    return settings;
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
  }

  @BeforeEach
  void mark() {
    zoho.change(switches -> switches.withUnknownCallbacksRefused(true));
    atZoho = NewAtZoho.of(zoho);
    ada = SalesIqVisitor.at(gateway).seenBy(zoho).knowing("email", email);
  }

  /** No handoff of one test may meet the faults of the next one. */
  @AfterEach
  void heal() {
    zoho.faults().clear();
    for (ZohoHost host : ZohoHost.values()) {
      gateway.bean(ZohoLimits.class).reset(host);
    }
    Stored.awaitNoneOpen(gateway);
  }

  private static ConditionFactory soon() {
    return await().pollInterval(Duration.ofMillis(20));
  }

  private static void zohoIsDown() {
    zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK).forEver());
  }

  private static void zohoIsBack() {
    zoho.faults().clear();
  }

  /** Zoho is back, but for that; there is no moment in which all would be well. */
  private static void zohoIsBackBut(Fault fault) {
    List<Faults.Active> outage = zoho.faults().list();
    zoho.faults().add(fault);
    outage.forEach(each -> zoho.faults().remove(each.id()));
  }

  private static void zohoIsBackAndRefuses() {
    zohoIsBackBut(noTicket());
  }

  private static void zohoIsBackButAtResponse(Fault fault) {
    zohoIsBackBut(fault.on(Side.SALESIQ, "POST", RESPONSE));
  }

  /** Asks for a ticket that Zoho doesn't make yet. */
  private ObjectNode pendingTicket() {
    zohoIsDown();
    ObjectNode call = ada.message("3");
    Reply reply = ada.sends(call);
    assertThat(reply.action()).isEqualTo("pending");
    assertThat(reply.text()).isEqualTo("One moment, please.");
    return call;
  }

  /** This visitor's; those that other tests left behind are made in their own time. */
  private List<JsonNode> tickets() {
    return atZoho.tickets().stream()
        .filter(ticket -> ticket.path("email").asText().equals(email))
        .toList();
  }

  private String created() {
    String number = tickets().get(0).path("ticketNumber").asText();
    return "Your ticket #" + number + " is created. We will answer to " + email + ".";
  }

  private static String state(JsonNode call) {
    return gateway
        .bean(JdbcClient.class)
        .sql("select state from late_answer where request_id = :id")
        .param("id", call.at("/request/id").asText())
        .query(String.class)
        .single();
  }

  private static void awaitState(JsonNode call, String state) {
    soon().untilAsserted(() -> assertThat(state(call)).isEqualTo(state));
  }

  private void awaitTicket() {
    awaitDelivered(1);
  }

  private void awaitDelivered(int handoffs) {
    soon()
        .until(
            () ->
                gateway
                        .bean(JdbcClient.class)
                        .sql(
                            """
                            select count(*) from handoff h
                              join conversation c on c.tenant = h.tenant and c.id = h.conversation
                             where c.conversation_id = :id and h.state = 'delivered'
                            """)
                        .param("id", ada.conversationId())
                        .query(Integer.class)
                        .single()
                    == handoffs);
  }

  // the promise is kept

  @Test
  void finishesPendingTicketWithItsNumber() {
    ObjectNode call = pendingTicket();

    zohoIsBack();

    awaitState(call, "told");
    assertThat(Callbacks.responses(zoho, call)).containsExactly(created());
    assertThat(Callbacks.responseBodies(zoho, call).get(0).path("action").asText())
        .isEqualTo("reply");
    assertThat(ada.says("thanks").text()).doesNotContain("earlier request");
    assertThat(tickets()).hasSize(1);
    assertThat(traceIds("GET", "/tickets/.*")).containsAll(traceIds("POST", ".*" + RESPONSE));
  }

  /** Every call of a handoff to Zoho belongs to one trace. */
  private List<String> traceIds(String method, String path) {
    return atZoho.requests().stream()
        .filter(request -> request.method().equals(method) && request.path().matches(path))
        .map(request -> request.headers().get("traceparent").substring(0, 35))
        .distinct()
        .toList();
  }

  @Test
  void finishesPendingCallbackWithTimeAndZone() {
    zohoIsDown();
    ObjectNode call = ada.message("Call me at +1 514 555 0100 tomorrow at 3 PM");
    assertThat(ada.sends(call).action()).isEqualTo("pending");

    zohoIsBack();

    awaitState(call, "told");
    assertThat(Callbacks.responses(zoho, call).get(0))
        .contains("scheduled", "+15145550100", "15:00");
  }

  @Test
  void finishesPendingChat() {
    zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.SALESIQ).forEver());
    ObjectNode call = ada.message("1");
    assertThat(ada.sends(call).action()).isEqualTo("pending");

    zohoIsBack();

    awaitState(call, "told");
    assertThat(Callbacks.responses(zoho, call).get(0)).contains("connecting you");
    assertThat(atZoho.conversations()).hasSize(1);
  }

  @Test
  void saysWhatToDoInsteadWhenZohoRefusesLate() {
    ObjectNode call = pendingTicket();

    zohoIsBackAndRefuses();

    awaitState(call, "told");
    assertThat(Callbacks.responses(zoho, call).get(0)).contains("couldn't create your ticket");
    assertThat(Callbacks.responseBodies(zoho, call).get(0).path("suggestions")).hasSize(2);
  }

  @Test
  void keepsWhatItSaidInTheHistory() {
    ObjectNode call = pendingTicket();
    zohoIsBack();
    awaitState(call, "told");

    assertThat(
            gateway
                .bean(JdbcClient.class)
                .sql("select content from handoff_messages where session_id = :id order by number")
                .param("id", ada.conversationId())
                .query(String.class)
                .list())
        .endsWith("One moment, please.", created());
  }

  @Test
  void sendsSignsOfLife() {
    ObjectNode call = pendingTicket();

    CLOCK.advance(Duration.ofSeconds(21));
    soon().until(() -> Callbacks.progress(zoho, call).size() == 1);
    CLOCK.advance(Duration.ofSeconds(45));
    soon().until(() -> Callbacks.progress(zoho, call).size() == 2);
    zohoIsBack();
    awaitState(call, "told");

    assertThat(Callbacks.progress(zoho, call))
        .containsOnly("I'm still on it. Thank you for waiting.");
    assertThat(Callbacks.responses(zoho, call)).containsExactly(created());
  }

  @Test
  void answersThoughSignOfLifeIsRefused() {
    ObjectNode call = pendingTicket();
    zoho.faults()
        .add(
            Fault.answer(200, "{\"error\": {\"code\": 1019, \"message\": \"No.\"}}")
                .on(Side.SALESIQ, "POST", "/progress$"));

    CLOCK.advance(Duration.ofSeconds(21));
    soon().until(() -> !atZoho.requests(Side.SALESIQ, "POST", ".*/progress").isEmpty());
    zohoIsBack();

    awaitState(call, "told");
    assertThat(Callbacks.responses(zoho, call)).containsExactly(created());
  }

  // it takes too long

  @Test
  void closesBeforeTheDeadlineAndTellsTheOutcomeAtTheNextMessage() {
    ObjectNode call = pendingTicket();

    CLOCK.advance(Duration.ofSeconds(141));
    awaitState(call, "owed");
    assertThat(Callbacks.responses(zoho, call))
        .singleElement()
        .asString()
        .contains("saved and on its way");
    assertThat(ada.says("hello?").text()).doesNotContain("earlier request");

    zohoIsBack();
    awaitTicket();
    assertThat(ada.says("any news?").text()).startsWith("About your earlier request: " + created());
    assertThat(ada.says("any news?").text()).doesNotContain("earlier request");
    assertThat(Callbacks.responses(zoho, call)).hasSize(1);
  }

  @Test
  void tellsAtTheNextMessageWhatCameAfterTheDeadline() {
    ObjectNode call = pendingTicket();

    CLOCK.advance(Duration.ofSeconds(181));
    awaitState(call, "owed");
    assertThat(ada.says("hello?").text())
        .startsWith("About your earlier request: Your ticket is saved and on its way.");
    assertThat(ada.says("hello?").text()).doesNotContain("earlier request");
    zohoIsBack();
    awaitTicket();

    assertThat(ada.says("any news?").text()).startsWith("About your earlier request: " + created());
    assertThat(ada.says("any news?").text()).doesNotContain("earlier request");
    assertThat(Callbacks.responses(zoho, call)).isEmpty();
  }

  @Test
  void tellsTheNewsOnceToACallThatIsRepeated() {
    ObjectNode call = pendingTicket();
    CLOCK.advance(Duration.ofSeconds(181));
    zohoIsBack();
    awaitState(call, "owed");
    awaitTicket();

    ObjectNode next = ada.message("any news?");
    Reply first = ada.sends(next);

    assertThat(first.text()).startsWith("About your earlier request: " + created());
    assertThat(ada.sends(next).http().json()).isEqualTo(first.http().json());
    assertThat(ada.says("any news?").text()).doesNotContain("earlier request");
  }

  // SalesIQ does not take the response

  @ParameterizedTest
  @CsvSource({"200,1019", "400,1019", "200,1011", "400,1009", "200,1051"})
  void keepsTheAnswerForTheNextMessageWhenTheResponseIsRefused(int status, int code) {
    ObjectNode call = pendingTicket();
    zohoIsBackButAtResponse(
        Fault.answer(status, "{\"error\": {\"code\": %d, \"message\": \"No.\"}}".formatted(code)));

    awaitState(call, "owed");
    assertThat(ada.says("any news?").text()).startsWith("About your earlier request: " + created());
    assertThat(ada.says("any news?").text()).doesNotContain("earlier request");
    assertThat(Callbacks.responses(zoho, call)).isEmpty();
    assertThat(atZoho.requests(Side.SALESIQ, "POST", ".*" + RESPONSE)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.Kind.class,
      names = {"TOKEN_REJECTED", "SERVER_ERROR", "HTML_PAGE", "EMPTY_BODY", "RESET", "HANG"})
  void sendsTheResponseAgainWhenItDidNotArrive(Fault.Kind kind) {
    ObjectNode call = pendingTicket();
    zohoIsBackButAtResponse(Fault.of(kind));

    awaitState(call, "told");
    assertThat(Callbacks.responses(zoho, call)).containsExactly(created());
    assertThat(atZoho.requests(Side.SALESIQ, "POST", ".*" + RESPONSE)).hasSize(2);
    assertThat(ada.says("thanks").text()).doesNotContain("earlier request");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.Kind.class,
      names = {"COMMIT_THEN_RESET", "COMMIT_THEN_HANG", "COMMIT_THEN_ERROR", "CUT_BODY"})
  void knowsThatAnEarlierResponseArrivedWhenTheRepeatIsRefused(Fault.Kind kind) {
    ObjectNode call = pendingTicket();
    zohoIsBackButAtResponse(Fault.of(kind));

    awaitState(call, "told");
    assertThat(Callbacks.responses(zoho, call)).containsExactly(created());
    assertThat(ada.says("thanks").text()).doesNotContain("earlier request");
  }

  @Test
  void waitsAsLongAsSalesIqIsLocked() {
    ObjectNode call = pendingTicket();
    zohoIsBackButAtResponse(Fault.of(Fault.Kind.RATE_LOCK));
    soon().until(() -> atZoho.requests(Side.SALESIQ, "POST", ".*" + RESPONSE).size() == 1);
    soon()
        .until(
            () ->
                gateway
                        .bean(JdbcClient.class)
                        .sql(
                            "select count(*) from late_answer where request_id = :id and retry_at > :now")
                        .param("id", call.at("/request/id").asText())
                        .param("now", CLOCK.instant().atOffset(ZoneOffset.UTC))
                        .query(Integer.class)
                        .single()
                    == 1);

    CLOCK.advance(Duration.ofSeconds(61));

    awaitState(call, "told");
    assertThat(Callbacks.responses(zoho, call)).containsExactly(created());
    assertThat(atZoho.requests(Side.SALESIQ, "POST", ".*" + RESPONSE)).hasSize(2);
  }

  @Test
  void keepsTheAnswerWhenSalesIqStaysDownUntilTheDeadline() {
    ObjectNode call = pendingTicket();
    zohoIsBackButAtResponse(Fault.of(Fault.Kind.SERVER_ERROR).forEver());
    soon().until(() -> atZoho.requests(Side.SALESIQ, "POST", ".*" + RESPONSE).size() >= 2);

    CLOCK.advance(Duration.ofSeconds(171));

    awaitState(call, "owed");
    assertThat(ada.says("any news?").text()).startsWith("About your earlier request: " + created());
  }

  @Test
  void keepsWhatMayHaveArrivedWhereRepeatsAreNotWantedAndUsesTheMethodThatIsSet() {
    Map<String, String> settings =
        settings(
            Map.of(
                "handoff.late-answer.repeat-unknown", "false",
                "handoff.zoho.salesiq.callback-method", "PUT"));
    try (Gateway node = Gateway.start(zoho, TestDatabase.H2.fresh(), settings, CLOCK)) {
      ada.movesTo(node);
      pendingTicket();
      zohoIsBackBut(Fault.of(Fault.Kind.RESET).on(Side.SALESIQ, "PUT", RESPONSE).forEver());
      JdbcClient db = node.bean(JdbcClient.class);
      soon()
          .until(
              () ->
                  db.sql("select state from late_answer")
                      .query(String.class)
                      .single()
                      .equals("owed"));

      assertThat(ada.says("any news?").text())
          .startsWith("About your earlier request: " + created());
      assertThat(atZoho.requests(Side.SALESIQ, "PUT", ".*" + RESPONSE)).hasSize(1);
    }
  }

  // where nothing can be put off

  @Test
  void tellsTheOutcomeAtTheNextMessageWhereTheChannelHasNoPending() {
    zohoIsDown();
    ada.knowing("channel", "INSTAGRAM");
    Reply reply = ada.says("3");
    assertThat(reply.action()).isEqualTo("reply");
    assertThat(reply.text()).contains("saved and on its way");
    assertThat(ada.says("hello?").text()).doesNotContain("earlier request");
    zohoIsBack();
    awaitTicket();

    assertThat(ada.says("any news?").text()).startsWith("About your earlier request: " + created());
    assertThat(ada.says("any news?").text()).doesNotContain("earlier request");
    assertThat(atZoho.requests(Side.SALESIQ, "POST", ".*/callbacks/.*")).isEmpty();
  }

  @Test
  void promisesNothingToACallWithoutAnId() {
    zohoIsDown();
    ObjectNode call = ada.message("3");
    call.remove("request");

    Reply reply = ada.sends(call);

    assertThat(reply.action()).isEqualTo("reply");
    assertThat(reply.text()).contains("saved and on its way");
  }

  @Test
  void promisesNothingInABotPreview() {
    zohoIsDown();
    ada.knowing("active_conversation_id", "botpreview_" + UUID.randomUUID());

    Reply reply = ada.says("3");

    assertThat(reply.action()).isEqualTo("reply");
    assertThat(reply.text()).contains("saved and on its way");
  }

  // meanwhile

  @Test
  void answersARepeatedCallAsBeforeAndKeepsOnePromise() {
    ObjectNode call = pendingTicket();

    assertThat(ada.sends(call).action()).isEqualTo("pending");
    zohoIsBack();

    awaitState(call, "told");
    assertThat(Callbacks.responses(zoho, call)).containsExactly(created());
    assertThat(tickets()).hasSize(1);
  }

  @Test
  void opensNoSecondTicketWhenTheVisitorAsksAgainMeanwhile() {
    ObjectNode call = pendingTicket();

    Reply meanwhile = ada.says("3");

    assertThat(meanwhile.action()).isEqualTo("reply");
    assertThat(meanwhile.text()).contains("already on its way").contains("another one?");
    zohoIsBack();
    awaitState(call, "told");
    assertThat(Callbacks.responses(zoho, call)).containsExactly(created());
    assertThat(tickets()).hasSize(1);
  }

  @Test
  void promisesOneAnswerToAVisitorWhoWritesWhileTheFirstCallWaits() {
    zohoIsDown();
    List<ObjectNode> calls = List.of(ada.message("3"), ada.message("hello?"));

    List<Reply> replies =
        calls.stream()
            .map(call -> CompletableFuture.supplyAsync(() -> ada.sends(call)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    zohoIsBack();

    assertThat(replies).extracting(Reply::action).containsOnlyOnce("pending");
    ObjectNode pending = calls.get(replies.get(0).action().equals("pending") ? 0 : 1);
    awaitState(pending, "told");
    assertThat(calls.stream().flatMap(call -> Callbacks.responses(zoho, call).stream()))
        .containsExactly(created());
    assertThat(tickets()).hasSize(1);
  }

  /** SalesIQ itself gives a pending call up after its three minutes (salesiq.md 5.6). */
  @Test
  void tellsTheOutcomeWhenSalesIqReportsThatTheAnswerDidNotCome() {
    ObjectNode call = pendingTicket();
    CLOCK.advance(Duration.ofSeconds(181));
    zohoIsBack();
    awaitState(call, "owed");
    awaitTicket();
    ObjectNode failure = ada.message("");
    failure.put("handler", "failure").remove("message");
    failure.putObject("cause").put("code", 1007).put("desc", "execution_failure");
    failure.putObject("failed_response").put("action", "pending");

    assertThat(ada.sends(failure).text()).startsWith("About your earlier request: " + created());
    assertThat(ada.says("any news?").text()).doesNotContain("earlier request");
  }

  @Test
  void tellsOfEveryRequestThatIsOwed() {
    ada.knowing("channel", "Instagram");
    zohoIsDown();
    ada.says("3");
    ada.says("Call me at +1 514 555 0100 tomorrow at 3 PM");
    zohoIsBack();
    awaitDelivered(2);

    List<String> replies = ada.says("any news?").replies();

    assertThat(replies.get(0)).startsWith("About your earlier request: " + created());
    assertThat(replies.get(1)).startsWith("About your earlier request: Your callback is scheduled");
    assertThat(ada.says("any news?").text()).doesNotContain("earlier request");
  }

  // a person sends it again

  /** Zoho refuses the next ticket. */
  private static Fault noTicket() {
    return Fault.answer(422, "{\"errorCode\": \"INVALID_DATA\", \"message\": \"No.\"}")
        .on(Side.DESK, "POST", "^/tickets$");
  }

  /** The visitor has heard that the ticket was refused. */
  private Handoff refused() {
    ObjectNode call = pendingTicket();
    zohoIsBackAndRefuses();
    awaitState(call, "told");
    return handoff();
  }

  private Handoff handoff() {
    String id =
        gateway
            .bean(JdbcClient.class)
            .sql(
                "select h.id from handoff h join conversation c on c.tenant = h.tenant and"
                    + " c.id = h.conversation where c.conversation_id = :id")
            .param("id", ada.conversationId())
            .query(String.class)
            .single();
    return gateway.bean(Handoffs.class).find("main", new HandoffId(id)).orElseThrow();
  }

  private static void replay(Handoff parked) {
    Replay asItIs = Replay.asItIs(CLOCK.instant(), "");
    gateway.bean(DeadLetters.class).replay(parked, asItIs, "ana");
  }

  @Test
  void tellsOnceThatAReplaySucceededAfterTheRefusalWasTold() {
    Handoff parked = refused();

    replay(parked);
    awaitDelivered(1);

    assertThat(ada.says("any news?").text()).startsWith("About your earlier request: " + created());
    assertThat(ada.says("any news?").text()).doesNotContain("earlier request");
  }

  @Test
  void tellsNothingNewWhenAReplayIsParkedAgain() {
    Handoff parked = refused();
    zoho.faults().add(noTicket());
    replay(parked);
    assertThat(ada.says("hello?").text()).doesNotContain("earlier request");
    soon().until(() -> handoff().claim() > parked.claim() && !handoff().state().isOpen());

    assertThat(handoff().state()).isEqualTo(HandoffState.PARKED);
    assertThat(ada.says("any news?").text()).doesNotContain("earlier request");
    replay(handoff());
    awaitDelivered(1);
    assertThat(ada.says("any news?").text()).startsWith("About your earlier request: " + created());
    assertThat(ada.says("any news?").text()).doesNotContain("earlier request");
  }
}
