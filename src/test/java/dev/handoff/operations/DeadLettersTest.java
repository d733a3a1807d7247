package dev.handoff.operations;

import static dev.handoff.testing.ProblemAnswer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.TestOrder;
import dev.handoff.testing.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Looking at dead letters, mending them, sending them again and giving them up. */
class DeadLettersTest {

  private static Bench bench;

  @BeforeAll
  static void start() {
    bench = Bench.start(Map.of("HANDOFF_SYNC_WAIT", "100ms", "HANDOFF_RETRY_ATTEMPTS", "2"));
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @BeforeEach
  void forgetPauses() {
    bench.zoho().faults().clear();
    bench.zoho().searchDelay(Duration.ZERO);
    bench.forgetPauses();
  }

  /** A ticket whose create was unclear, and that cannot be looked for. */
  private static Handoff unclear() {
    bench.fault(Fault.of(Kind.RESET).on(Side.DESK, "POST", "/tickets$"));
    bench.fault(
        Fault.answer(403, "{\"errorCode\":\"SCOPE_MISMATCH\",\"message\":\"No\"}")
            .on(Side.DESK, "GET", "/contacts/\\d+/tickets$")
            .forEver());
    return bench.await(bench.accept(TestOrder.ticket()), HandoffState.PARKED);
  }

  @Test
  void whatAPersonDidNotFindAtZohoIsMadeAnew() {
    NewAtZoho news = NewAtZoho.of(bench.zoho());
    Handoff parked = unclear();
    assertThat(parked.lastError().remedy()).contains("replay with notAtZoho");

    Gateway.Answer answer = replay(parked, "{\"notAtZoho\": true}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    bench.await(parked, HandoffState.DELIVERED);
    bench.zoho().faults().clear();
    assertThat(news.tickets()).hasSize(1);
    assertThat(acts(parked).path(0).path("detail").asText()).contains("not at Zoho: ticket");
  }

  @Test
  void anUnclearOneIsParkedAgainWhenNobodyLookedAtZoho() {
    NewAtZoho news = NewAtZoho.of(bench.zoho());
    Handoff parked = unclear();

    replay(parked, null);
    Handoff again = bench.await(parked, now -> now.claim() > parked.claim() && isParked(now));

    bench.zoho().faults().clear();
    assertThat(again.lastError().code()).isEqualTo("outcome_unknown");
    assertThat(news.tickets()).isEmpty();
  }

  private static boolean isParked(Handoff handoff) {
    return handoff.state() == HandoffState.PARKED;
  }

  @Test
  void nothingCanBeAbsentThatIsNotUnclear() {
    Handoff parked = parkedTicket(TestOrder.ticket());

    assertThat(problem(replay(parked, "{\"notAtZoho\": true}"), 409).path("detail").asText())
        .contains("Nothing", "unclear");
    problem(replay(parked, "{\"notAtZoho\": \"perhaps\"}"), 400);
  }

  /** A fresh address; its visitor has a contact of its own. */
  private static String email() {
    return UUID.randomUUID() + "@example.test";
  }

  /** Parked because Zoho refused the call with that method and path. */
  private static Handoff parked(TestOrder order, Side side, String path, String code) {
    bench.fault(
        Fault.answer(422, "{\"errorCode\":\"" + code + "\",\"message\":\"No\"}")
            .on(side, "POST", path));
    return bench.await(bench.accept(order), HandoffState.PARKED);
  }

  private static Handoff parkedTicket(TestOrder order) {
    return parked(order, Side.DESK, "/tickets$", "INVALID_DATA");
  }

  /** A callback whose time is still to come, however far the clock went. */
  private static TestOrder callback() {
    return TestOrder.callback().callAt(bench.clock().instant().plus(Duration.ofDays(1)));
  }

  private static Gateway.Answer get(String path) {
    return Operator.get(bench.gateway(), "/ops/api" + path);
  }

  private static Gateway.Answer post(String path, String json) {
    return Operator.post(bench.gateway(), "/ops/api" + path, json);
  }

  private static Gateway.Answer replay(Handoff handoff, String json) {
    return post("/dead-letters/" + handoff.id() + "/replay", json);
  }

  private static List<String> ids(JsonNode page) {
    return StreamSupport.stream(page.path("items").spliterator(), false)
        .map(item -> item.path("id").asText())
        .toList();
  }

  private static JsonNode acts(Handoff handoff) {
    return get("/audit?subject=" + handoff.id()).json().path("items");
  }

  @Test
  void replayGoesOnAtTheFailedStepAndRepeatsNoFinishedOne() {
    NewAtZoho news = NewAtZoho.of(bench.zoho());
    Handoff parked = parkedTicket(TestOrder.ticket());

    Gateway.Answer answer = replay(parked, null);

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.json().path("id").asText()).isEqualTo(parked.id().value());
    assertThat(answer.headers()).containsEntry("x-handoff-id", parked.id().value());
    Handoff delivered = bench.await(parked, HandoffState.DELIVERED);
    assertThat(delivered.correlation()).isEqualTo(parked.correlation());
    assertThat(delivered.attempts()).isZero();
    assertThat(news.tickets()).hasSize(1);
    assertThat(news.requests(Side.DESK, "POST", ".*/contacts")).hasSize(1);
    assertThat(news.requests(Side.DESK, "GET", ".*/contacts/search.*")).hasSize(1);
    assertThat(acts(parked).size()).isEqualTo(1);
    assertThat(acts(parked).path(0).path("act").asText()).isEqualTo("replay");
    assertThat(acts(parked).path(0).path("who").asText()).isEqualTo(Gateway.OPS_USER);
    assertThat(acts(parked).path(0).path("detail").asText())
        .isEqualTo("failed at ticket with INVALID_DATA");
  }

  @Test
  void attemptsAndTheirTimeCountAnewAfterAReplay() {
    bench.fault(Fault.of(Kind.SERVER_ERROR).on(Side.DESK, "GET", "/contacts/search").times(3));
    Handoff parked = bench.await(bench.accept(TestOrder.ticket()), HandoffState.PARKED);
    bench.clock().advance(Duration.ofDays(30));

    replay(parked, "{}");

    Handoff delivered = bench.await(parked, HandoffState.DELIVERED);
    assertThat(parked.attempts()).isEqualTo(2);
    assertThat(delivered.attempts()).as("the third failure did not park it").isEqualTo(1);
  }

  @Test
  void anUncertainStepIsLookedForBeforeItIsRepeated() {
    NewAtZoho news = NewAtZoho.of(bench.zoho());
    bench.fault(Fault.of(Kind.COMMIT_THEN_RESET).on(Side.DESK, "POST", "/tickets$"));
    bench.fault(Fault.of(Kind.SERVER_ERROR).on(Side.DESK, "GET", "/contacts/.*/tickets").times(1));
    Handoff parked = bench.await(bench.accept(TestOrder.ticket()), HandoffState.PARKED);

    replay(parked, "{\"subject\":\"Another subject\"}");

    bench.await(parked, HandoffState.DELIVERED);
    assertThat(news.tickets()).hasSize(1);
    assertThat(news.requests(Side.DESK, "POST", ".*/tickets")).hasSize(1);
  }

  @Test
  void anUncertainChatIsFoundAlthoughItsEmailIsMended() {
    NewAtZoho news = NewAtZoho.of(bench.zoho());
    bench.fault(Fault.of(Kind.COMMIT_THEN_RESET).on(Side.SALESIQ, "POST", "/conversations$"));
    bench.fault(Fault.of(Kind.SERVER_ERROR).on(Side.SALESIQ, "GET", "/conversations$"));
    Handoff parked = bench.await(bench.accept(TestOrder.chat()), HandoffState.PARKED);

    replay(parked, "{\"email\":\"" + email() + "\"}");

    bench.await(parked, HandoffState.DELIVERED);
    assertThat(news.conversations()).hasSize(1);
  }

  @Test
  void theDepartmentMayNotChangeWhileACreateIsUncertain() {
    bench.fault(Fault.of(Kind.COMMIT_THEN_RESET).on(Side.DESK, "POST", "/tickets$"));
    bench.fault(Fault.of(Kind.SERVER_ERROR).on(Side.DESK, "GET", "/contacts/.*/tickets").times(1));
    Handoff parked = bench.await(bench.accept(TestOrder.ticket()), HandoffState.PARKED);

    JsonNode problem = problem(replay(parked, "{\"department\":\"1234567\"}"), 409);

    assertThat(problem.path("detail").asText()).contains("'ticket'", "without a department");
    assertThat(bench.now(parked).state()).isEqualTo(HandoffState.PARKED);
  }

  @ParameterizedTest
  @CsvSource({"email, other@example.test", "phone, +1 514 555 0198"})
  void emailAndPhoneMayNotChangeWhileTheContactIsUnclear(String field, String value) {
    NewAtZoho news = NewAtZoho.of(bench.zoho());
    bench.zoho().searchDelay(Duration.ofHours(1));
    bench.fault(Fault.of(Kind.COMMIT_THEN_RESET).on(Side.DESK, "POST", "/contacts$"));
    bench.fault(Fault.of(Kind.SERVER_ERROR).on(Side.DESK, "GET", "/contacts$").times(1));
    Handoff parked =
        bench.await(bench.accept(TestOrder.ticket().email(email())), HandoffState.PARKED);
    String mend = "{\"" + field + "\":\"" + value + "\"}";

    JsonNode problem = problem(replay(parked, mend), 409);

    assertThat(problem.path("detail").asText()).contains("'contact'", "without email and phone");
    assertThat(bench.now(parked).state()).isEqualTo(HandoffState.PARKED);
    replay(parked, "{\"subject\":\"Another subject\"}");
    bench.await(parked, HandoffState.DELIVERED);
    assertThat(news.contacts()).hasSize(1);
  }

  @Test
  void mendsATicketAndKeepsItsContact() {
    NewAtZoho news = NewAtZoho.of(bench.zoho());
    Handoff parked = parkedTicket(TestOrder.ticket().phone("0").subject("Old"));
    String email = email().toUpperCase(Locale.ROOT);

    Gateway.Answer answer =
        replay(
            parked,
            "{\"email\":\"%s\",\"phone\":\"+1 514 555 0199\",\"subject\":\"New\"}"
                .formatted(email));

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    bench.await(parked, HandoffState.DELIVERED);
    JsonNode ticket = Bench.only(news.tickets());
    assertThat(ticket.path("subject").asText()).isEqualTo("New");
    assertThat(ticket.path("email").asText()).isEqualTo(email);
    assertThat(ticket.path("phone").asText()).contains("5145550199");
    assertThat(news.contacts()).hasSize(1);
    assertThat(get("/handoffs?q=" + email).json().path("items").size()).isEqualTo(1);
    String detail = acts(parked).path(0).path("detail").asText();
    assertThat(detail).endsWith("mended email, phone, subject").doesNotContain(email, "New");
  }

  @Test
  void aMendedEmailIsUsedByAContactStepThatFailed() {
    NewAtZoho news = NewAtZoho.of(bench.zoho());
    Handoff parked = parked(TestOrder.ticket(), Side.DESK, "/contacts$", "INVALID_DATA");
    String email = email();

    replay(parked, "{\"email\":\"" + email + "\"}");

    bench.await(parked, HandoffState.DELIVERED);
    assertThat(Bench.only(news.contacts()).path("email").asText()).isEqualTo(email);
  }

  @Test
  void mendsTheNumberToCallAsTheIntakeReadsIt() {
    NewAtZoho news = NewAtZoho.of(bench.zoho());
    Handoff parked = parked(callback(), Side.DESK, "/calls$", "INVALID_DATA");

    Gateway.Answer answer = replay(parked, "{\"phone\":\"514-555-0177\"}");

    assertThat(answer.json().path("callback").path("phone").asText()).isEqualTo("+15145550177");
    bench.await(parked, HandoffState.DELIVERED);
    assertThat(Bench.only(news.calls()).path("description").asText()).contains("+15145550177");
  }

  @ParameterizedTest
  @CsvSource({"TICKET, /tickets", "CALLBACK, /calls"})
  void theDepartmentOfATicketOrCallIsOneOfDesk(HandoffKind kind, String path) {
    Instant tomorrow = bench.clock().instant().plus(Duration.ofDays(1));
    Handoff parked =
        parked(TestOrder.of(kind).callAt(tomorrow), Side.DESK, path + "$", "INVALID_DATA");
    bench.fault(
        Fault.answer(422, "{\"errorCode\":\"INVALID_DATA\"}").on(Side.DESK, "POST", path + "$"));

    replay(parked, "{\"department\":\"4711\"}");

    bench.await(parked, now -> now.state() == HandoffState.PARKED && now.claim() > parked.claim());
    assertThat(bench.requests(Side.DESK, "POST", path))
        .last()
        .satisfies(request -> assertThat(request.body()).contains("\"departmentId\":\"4711\""));
  }

  @Test
  void theDepartmentOfAChatIsOneOfSalesiqAndCheckedAnew() {
    Handoff parked =
        parked(TestOrder.chat(), Side.SALESIQ, "/visitor/v1/.*/conversations$", "1011");
    assertThat(bench.gateway().bean(Handoffs.class).journal(parked).get(0).name())
        .isEqualTo("department");

    replay(parked, "{\"department\":\"4711\"}");

    Handoff again =
        bench.await(
            parked, now -> now.state() == HandoffState.PARKED && now.claim() > parked.claim());
    assertThat(again.lastError().step()).isEqualTo("department");
    assertThat(again.lastError().message()).contains("4711");
    replay(again, "{\"department\":\"" + bench.zoho().settings().salesiqDepartmentId() + "\"}");
    bench.await(again, HandoffState.DELIVERED);
  }

  @Test
  void aCallbackWhoseTimeHasPassedIsNotPutIntoThePast() {
    String code = "PAST_" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    Instant missed = bench.clock().instant().minusSeconds(60);
    Handoff parked = parked(TestOrder.callback().callAt(missed), Side.DESK, "/calls$", code);
    NewAtZoho news = NewAtZoho.of(bench.zoho());

    String detail = problem(replay(parked, null), 409).path("detail").asText();
    JsonNode bulk = post("/dead-letters/replay", "{\"filter\":{\"code\":\"" + code + "\"}}").json();

    assertThat(detail)
        .contains("has passed", "call the visitor", "discard")
        .contains("America/Toronto");
    assertThat(bulk.path("replayed").asInt()).isZero();
    assertThat(bulk.path("skipped").asInt()).isOne();
    assertThat(bench.now(parked)).isEqualTo(parked);
    assertThat(acts(parked).size()).isZero();
    assertThat(news.calls()).isEmpty();
  }

  /** Nothing is put into the past then; what is left is to finish it. */
  @Test
  void aCallbackThatIsAtZohoIsFinishedThoughItsTimeHasPassed() {
    NewAtZoho news = NewAtZoho.of(bench.zoho());
    bench.fault(
        Fault.answer(422, "{\"errorCode\":\"INVALID_DATA\"}").on(Side.DESK, "GET", "/calls/\\d+$"));
    Instant missed = bench.clock().instant().minusSeconds(60);
    Handoff parked =
        bench.await(bench.accept(TestOrder.callback().callAt(missed)), HandoffState.PARKED);

    Gateway.Answer answer = replay(parked, null);

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    bench.await(parked, HandoffState.DELIVERED);
    assertThat(news.calls()).hasSize(1);
  }

  @Test
  void ofTwoReplaysAtTheSameTimeOneWins() {
    NewAtZoho news = NewAtZoho.of(bench.zoho());
    Handoff parked = parkedTicket(TestOrder.ticket());

    List<Integer> answers = Together.run(4, number -> replay(parked, null).status());

    assertThat(answers).containsOnlyOnce(202).contains(409).containsOnly(202, 409);
    bench.await(parked, HandoffState.DELIVERED);
    assertThat(news.tickets()).hasSize(1);
    assertThat(acts(parked).size()).isEqualTo(1);
  }

  @Test
  void aReplayIsNotHeldUpByALaterHandoffThatWaits() {
    String conversation = UUID.randomUUID().toString();
    Handoff parked = parkedTicket(TestOrder.ticket().on(Channel.WEB, conversation));
    bench.fault(
        Fault.of(Kind.DAILY_LIMIT)
            .on(Side.DESK, "POST", "/tickets$")
            .withHeaders(Map.of("Retry-After", "3000")));
    Handoff waiting =
        bench.await(
            bench.accept(TestOrder.ticket().on(Channel.WEB, conversation)), HandoffState.RETRYING);
    bench.forgetPauses();

    replay(parked, null);

    bench.await(parked, HandoffState.DELIVERED);
    assertThat(bench.now(waiting).state()).isEqualTo(HandoffState.RETRYING);
    bench.clock().advance(Duration.ofSeconds(4000));
    bench.await(waiting, HandoffState.DELIVERED);
  }

  /** Contract 5 gives neither replay nor discard a body. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"reason\":\"\"}",
        "{\"reason\":null}",
        "{\"reason\":\" \\n\\u0000\"}"
      })
  void aDiscardWithoutAReasonIsTakenAndTheAuditSaysSo(String body) {
    Handoff parked = parkedTicket(TestOrder.ticket());

    Gateway.Answer answer =
        post("/dead-letters/" + parked.id() + "/discard", body.isEmpty() ? null : body);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("state").asText()).isEqualTo("discarded");
    assertThat(acts(parked).path(0).path("detail").asText()).isEqualTo("no reason given");
  }

  @Test
  void aDiscardEndsItAndItsSessionMayHandOverAnew() {
    String session = UUID.randomUUID().toString();
    String body = "{\"sessionId\":\"" + session + "\"}";
    bench.fault(
        Fault.answer(422, "{\"errorCode\":\"INVALID_DATA\"}").on(Side.DESK, "POST", "/tickets$"));
    bench.gateway().post("/api/chat/handoff", body);
    Handoff first =
        bench
            .gateway()
            .bean(Handoffs.class)
            .newest(ConversationKey.of(Channel.WEB, session), HandoffKind.TICKET)
            .orElseThrow();
    bench.await(first, HandoffState.PARKED);

    Gateway.Answer answer =
        post("/dead-letters/" + first.id() + "/discard", "{\"reason\":\"A test call\"}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("state").asText()).isEqualTo("discarded");
    assertThat(acts(first).path(0).path("act").asText()).isEqualTo("discard");
    assertThat(acts(first).path(0).path("detail").asText()).isEqualTo("A test call");
    assertThat(bench.gateway().post("/api/chat/handoff", body).json().path("handoffId").asText())
        .isNotEmpty()
        .isNotEqualTo(first.id().value());
  }

  @Test
  void replaysInBulkAtTheRateAskedForWithoutHoldingUpAnybody() {
    String code = "BULK_" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    String conversation = UUID.randomUUID().toString();
    List<Handoff> parked =
        IntStream.range(0, 4)
            .mapToObj(
                i ->
                    parked(
                        TestOrder.ticket().on(Channel.WEB, conversation + "-" + i),
                        Side.DESK,
                        "/tickets$",
                        code))
            .toList();
    Instant start = bench.clock().instant();

    JsonNode outcome =
        post(
                "/dead-letters/replay",
                "{\"filter\":{\"code\":\""
                    + code
                    + "\",\"step\":\"ticket\"},\"limit\":3,\"rate\":0.01}")
            .json();

    assertThat(outcome.path("replayed").asInt()).isEqualTo(3);
    assertThat(outcome.path("skipped").asInt()).isEqualTo(1);
    bench.await(parked.get(0), HandoffState.DELIVERED);
    Handoff waiting = bench.now(parked.get(2));
    assertThat(waiting.state()).isEqualTo(HandoffState.RECEIVED);
    assertThat(waiting.nextAttemptAt()).isAfterOrEqualTo(start.plusSeconds(200));
    assertThat(bench.now(parked.get(3)).state())
        .as("beyond the limit")
        .isEqualTo(HandoffState.PARKED);
    Handoff later = bench.accept(TestOrder.ticket().on(Channel.WEB, conversation + "-2"));
    bench.await(later, HandoffState.DELIVERED);
    assertThat(bench.now(waiting).state()).isEqualTo(HandoffState.RECEIVED);
    bench.clock().advance(Duration.ofSeconds(300));
    bench.await(waiting, HandoffState.DELIVERED);
    String acts = get("/audit?limit=20").json().toString();
    assertThat(acts).contains("bulk-replay", "code=" + code, "at most 3, 0.01 per second");
  }

  @Test
  void aReplayedHandoffIsOpenAgainInTheBacklogAndNotAcceptedTwice() {
    String labels = "channel=\"api\",kind=\"ticket\"";
    Handoff parked = parkedTicket(TestOrder.ticket());
    double accepted = Operator.metric(bench.gateway(), "handoff_accepted_total", labels);
    bench.fault(Fault.of(Kind.DAILY_LIMIT).on(Side.DESK, "POST", "/tickets$"));

    replay(parked, null);

    bench.await(parked, HandoffState.RETRYING);
    long backlog =
        Operator.post(
                bench.gateway(),
                "/jolokia",
                "{\"type\":\"read\",\"mbean\":\"dev.handoff:type=Handoffs\",\"attribute\":\"Backlog\"}")
            .json()
            .path("value")
            .asLong();
    assertThat(backlog).isPositive();
    assertThat(Operator.metric(bench.gateway(), "handoff_accepted_total", labels))
        .isEqualTo(accepted);
    bench.forgetPauses();
    bench.clock().advance(Duration.ofMinutes(2));
    bench.await(parked, HandoffState.DELIVERED);
  }

  @Test
  void showsOneHandoffWithItsTimelineActsAndTranscript() {
    Handoff parked =
        parkedTicket(TestOrder.ticket().name("Ana").says(AuthorType.VISITOR, "Where is it?"));

    JsonNode story = get("/dead-letters/" + parked.id()).json();

    assertThat(story.path("state").asText()).isEqualTo("parked");
    assertThat(story.path("lastError").path("step").asText()).isEqualTo("ticket");
    assertThat(story.path("visitor").path("name").asText()).isEqualTo("Ana");
    assertThat(story.path("transcript").path(0).path("text").asText()).isEqualTo("Where is it?");
    assertThat(story.path("timeline").findValuesAsText("event"))
        .startsWith("accepted")
        .contains("step done", "step failed")
        .endsWith("parked");
    assertThat(story.path("zoho").path("contactId").asText()).isNotEmpty();
    replay(parked, null);
    bench.await(parked, HandoffState.DELIVERED);
    problem(get("/dead-letters/" + parked.id()), 404);
    JsonNode later = get("/handoffs/" + parked.id()).json();
    assertThat(later.path("timeline").findValuesAsText("event")).contains("replay");
    assertThat(later.path("audit").size()).isEqualTo(1);
  }

  @Test
  void listsDeadLettersByStepAndCode() {
    String code = "LIST_" + UUID.randomUUID().toString().substring(0, 8);
    Handoff parked = parked(TestOrder.callback(), Side.DESK, "/calls$", code);

    JsonNode page = get("/dead-letters?code=" + code + "&step=call&kind=callback").json();

    assertThat(ids(page)).containsExactly(parked.id().value());
    assertThat(page.path("items").path(0).has("transcript")).isFalse();
    assertThat(ids(get("/dead-letters?code=" + code + "&step=ticket").json())).isEmpty();
  }

  @Test
  void aMendIsKeptBesideTheRequestAsItWasAccepted() {
    Handoff parked = parkedTicket(TestOrder.ticket().subject("As accepted"));

    replay(parked, "{\"subject\":\"Mended\"}");

    bench.await(parked, HandoffState.DELIVERED);
    String stored =
        bench
            .gateway()
            .bean(JdbcClient.class)
            .sql("select request from handoff where id = ?")
            .param(parked.id().value())
            .query(String.class)
            .single();
    assertThat(stored).contains("As accepted").doesNotContain("Mended");
    JsonNode shown = get("/handoffs/" + parked.id()).json();
    assertThat(shown.path("subject").asText()).isEqualTo("Mended");
    assertThat(shown.path("mended").path(0).asText()).isEqualTo("subject");
  }
}
