package dev.handoff.keeping;

import static dev.handoff.keeping.HasBench.fresh;
import static dev.handoff.keeping.HasVisitors.address;
import static dev.handoff.keeping.HasVisitors.by;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.HumanEvent;
import dev.handoff.handoff.HumanSide;
import dev.handoff.handoff.ZohoReference;
import dev.handoff.operations.Operator;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.BotReceiver;
import dev.handoff.testing.BotTalk;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.ProblemAnswer;
import dev.handoff.testing.TestOrder;
import dev.handoff.testing.Together;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A visitor is forgotten: counts and the audit stay, nothing personal does. */
interface ErasureClaims extends HasVisitors {

  BotReceiver bot();

  @Test
  default void afterAnEventfulLifeNoColumnOfAnyTableKnowsTheVisitor() {
    EventfulLife life = EventfulLife.lived(bench(), bot());
    assertThat(places(life.texts())).hasSizeGreaterThan(20);
    long handoffs = count("handoff where follows is null");

    assertThat(ProblemAnswer.problem(erase(by(life.email())), 409).path("detail").asText())
        .contains("is parked", "is with people", "force=true");
    assertThat(places(life.texts())).hasSizeGreaterThan(20);
    JsonNode told = erased(by(life.email()) + "&force=true");

    assertThat(places(life.texts())).isEmpty();
    assertThat(told.path("conversations").asInt()).isEqualTo(life.conversations());
    assertThat(told.path("handoffs").asInt()).isGreaterThanOrEqualTo(life.conversations() - 1);
    assertThat(told.path("messages").asInt()).isPositive();
    assertThat(told.path("hitlUsers").asInt()).isEqualTo(1);
    assertThat(told.path("contactMappings").asInt()).isEqualTo(1);
    assertThat(told.path("zoho").findValuesAsText("ticketNumber")).isNotEmpty();
    assertThat(told.path("mentionedIn").findValuesAsText("conversationId"))
        .containsExactly(life.elsewhere());
    assertThat(count("handoff where follows is null")).isEqualTo(handoffs);
  }

  @Test
  default void anErasedHandoffStaysCountable() {
    String email = address();
    Handoff handoff = bench().deliver(TestOrder.ticket().email(email).name("Zora"));

    erased(by(email.toUpperCase(Locale.ROOT)));

    JsonNode shown = bench().gateway().get("/api/handoffs/" + handoff.id()).json();
    assertThat(shown.path("erased").asBoolean()).isTrue();
    assertThat(shown.path("state").asText()).isEqualTo("delivered");
    assertThat(shown.path("kind").asText()).isEqualTo("ticket");
    assertThat(shown.path("channel").asText()).isEqualTo("api");
    assertThat(shown.path("deliveredAt").asText()).isEqualTo(handoff.settledAt().toString());
    assertThat(shown.path("zoho")).isEmpty();
    JsonNode story = Operator.get(bench().gateway(), "/ops/api/handoffs/" + handoff.id()).json();
    assertThat(story.path("visitor")).isEmpty();
    assertThat(story.path("transcript")).isEmpty();
  }

  @Test
  default void listsNoLongerFindTheVisitor() {
    String email = address();
    bench().deliver(TestOrder.ticket().email(email));
    String query = "/ops/api/handoffs?q=" + URLEncoder.encode(email, StandardCharsets.UTF_8);
    assertThat(Operator.get(bench().gateway(), query).json().path("items")).hasSize(1);

    erased(by(email));

    assertThat(Operator.get(bench().gateway(), query).json().path("items")).isEmpty();
  }

  @Test
  default void aRepeatedEraseFindsNothingAndBothAreInTheAudit() {
    String email = address();
    bench().deliver(TestOrder.ticket().email(email));
    JsonNode first = erased(by(email));

    JsonNode second = erased(by(email));

    assertThat(first.path("handoffs").asInt()).isEqualTo(1);
    second.fields().forEachRemaining(field -> assertThat(field.getValue().asInt()).isZero());
    JsonNode acts =
        Operator.get(bench().gateway(), "/ops/api/audit?act=erase-visitor&limit=4")
            .json()
            .path("items");
    assertThat(acts.findValuesAsText("who")).containsOnly(Gateway.OPS_USER);
    assertThat(acts.findValuesAsText("subject").stream().distinct()).hasSize(1);
    assertThat(acts.path(0).path("subject").asText()).startsWith("visitor:");
    assertThat(acts.toString()).doesNotContain("@").contains("handoffs=1", "handoffs=0");
  }

  @Test
  default void anAddressThatAPersonMendedIsFoundAsWellAsTheOneBefore() {
    String before = address();
    String after = address();
    Handoff parked = parked(TestOrder.ticket().email(before));
    Operator.post(
        bench().gateway(),
        "/ops/api/dead-letters/" + parked.id() + "/replay",
        "{\"email\": \"%s\"}".formatted(after));
    bench().await(parked, HandoffState.DELIVERED);

    assertThat(erased(by(before)).path("handoffs").asInt()).isEqualTo(1);
    assertThat(places(List.of(before, after))).isEmpty();
  }

  private Handoff parked(TestOrder order) {
    bench()
        .fault(
            Fault.answer(422, "{\"errorCode\":\"INVALID_DATA\",\"message\":\"No\"}")
                .on(Side.DESK, "POST", "/tickets$")
                .times(1));
    return bench().await(bench().accept(order), HandoffState.PARKED);
  }

  @Test
  default void attemptsThatFailedGoWithTheVisitor() {
    String email = address();
    Handoff parked = parked(TestOrder.ticket().email(email));
    assertThat(count("handoff_attempt where handoff = ?", parked.id().value())).isEqualTo(1);

    erased(by(email) + "&force=true");

    assertThat(count("handoff_attempt where handoff = ?", parked.id().value())).isZero();
    assertThat(
            Operator.get(bench().gateway(), "/ops/api/handoffs/" + parked.id())
                .json()
                .path("failedAttempts"))
        .isEmpty();
  }

  @Test
  default void aNumberIsFoundInAnySpelling() {
    Handoff callback =
        bench().deliver(TestOrder.callback().phone("+49 (151) 5550-0199").email(address()));

    assertThat(erased("phone=0049%20151%2055500199").path("handoffs").asInt()).isEqualTo(1);

    assertThat(bench().now(callback).isErased()).isTrue();
    assertThat(count("phone_contact where handoff = ?", callback.id().value())).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"email", "phone"})
  default void whoOnlyToldAnAddressOrANumberIsFoundByIt(String by) {
    String session = fresh("quiet");
    String email = address();
    String said = fresh("said");
    bench()
        .gateway()
        .post(
            "/api/chat/messages",
            """
            {"sessionId": "%s", "message": "%s", "userEmail": "%s", "userPhone": "+49 30 555-0177"}
            """
                .formatted(session, said, email));

    JsonNode told =
        erased(by.equals("email") ? by(email.toUpperCase(Locale.ROOT)) : "phone=0049305550177");

    assertThat(told.path("conversations").asInt()).isEqualTo(1);
    assertThat(places(List.of(email, said, "555-0177", session))).isEmpty();
  }

  /** Somebody else's page may name anybody. */
  @Test
  default void whoIsOnlyNamedInWhatAnotherVisitorToldIsBlottedOutThere() {
    String email = address();
    Handoff other = bench().deliver(TestOrder.ticket().email("x" + email));
    db().sql("update conversation set visitor = ? where id = ?")
        .params(
            "{\"email\":\"x%s\",\"page\":\"https://shop.example.test/?for=%s\"}"
                .formatted(email, email),
            other.conversation().value())
        .update();

    JsonNode told = erased(by(email));

    assertThat(told.path("conversations").asInt()).isZero();
    assertThat(
            db().sql("select visitor from conversation where id = ?")
                .param(other.conversation().value())
                .query(String.class)
                .single())
        .isEqualTo(
            "{\"email\":\"x%s\",\"page\":\"https://shop.example.test/?for=[erased]\"}"
                .formatted(email));
  }

  @Test
  default void oneConversationIsForgottenByItsName() {
    Handoff handoff = bench().deliver(TestOrder.ticket());
    String name = handoff.key().conversationId();

    JsonNode told = erased("channel=api&conversationId=" + name);

    assertThat(told.path("conversations").asInt()).isEqualTo(1);
    assertThat(places(List.of(name))).isEmpty();
  }

  @Test
  default void somebodyElseIsLeftAlone() {
    String email = address();
    Handoff other =
        bench()
            .deliver(
                TestOrder.ticket()
                    .email("x" + email)
                    .says(AuthorType.VISITOR, "Write to x" + email + ", not to " + email + "."));

    JsonNode told = erased(by(email));

    assertThat(told.path("handoffs").asInt()).isZero();
    assertThat(told.path("mentions").asInt()).isEqualTo(1);
    assertThat(bench().now(other).request().visitor().email()).isEqualTo("x" + email);
    assertThat(
            db().sql("select content from handoff_messages where conversation = ? and number = 1")
                .param(other.conversation().value())
                .query(String.class)
                .single())
        .isEqualTo("Write to x" + email + ", not to [erased].");
  }

  @Test
  default void whatIsOnItsWayIsNamedAndIsNotBroughtBackWhenItIsGivenUp() {
    String email = address();
    bench().fault(Fault.of(Kind.HANG).on(Side.DESK, "POST", "/tickets$").times(1));
    Handoff handoff = bench().accept(TestOrder.ticket().email(email).name("Zora Hang"));
    bench().await(handoff, now -> now.state() == HandoffState.DELIVERING && hasBegun(now));

    assertThat(ProblemAnswer.problem(erase(by(email)), 409).path("detail").asText())
        .contains("handoff " + handoff.id() + " is delivering");
    erased(by(email) + "&force=true");

    String work = "%" + handoff.conversation().value() + "%";
    await("the worker has come back from Zoho")
        .until(() -> count("scheduled_tasks where task_instance like ?", work) == 0);
    assertThat(places(List.of(email, "Zora Hang"))).isEmpty();
    assertThat(bench().now(handoff).state()).isEqualTo(HandoffState.DISCARDED);
    assertThat(count("zoho_reference where handoff = ?", handoff.id().value())).isZero();
  }

  private boolean hasBegun(Handoff handoff) {
    return count("handoff_step where handoff = ? and name = 'ticket'", handoff.id().value()) > 0;
  }

  @Test
  default void whoGoesOnTalkingBeginsAnew() {
    String email = address();
    TestOrder order = TestOrder.ticket().email(email);
    Handoff first = bench().deliver(order);
    erased(by(email));

    Handoff second = bench().deliver(order);

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.conversation()).isNotEqualTo(first.conversation());
  }

  /** The ids at Zoho are kept nowhere else, so they are told whatever else fails. */
  @Test
  default void anEraseThatFailsHalfWayTellsWhatWasDoneAndIsFinishedByAskingAgain() {
    String email = address();
    List<Handoff> handoffs =
        IntStream.range(0, 3)
            .mapToObj(n -> bench().deliver(TestOrder.ticket().email(email)))
            .sorted(Comparator.comparing(handoff -> handoff.conversation().value()))
            .toList();
    String broken = handoffs.get(1).id().value();
    String request =
        db().sql("select request from handoff where id = ?")
            .param(broken)
            .query(String.class)
            .single();
    db().sql("update handoff set request = '{' where id = ?").param(broken).update();

    Gateway.Answer first = erase(by(email));
    db().sql("update handoff set request = ? where id = ?").params(request, broken).update();
    JsonNode second = erased(by(email));

    assertThat(first.status()).as(first.text()).isEqualTo(207);
    assertThat(first.json().path("zoho").findValuesAsText("handoffId"))
        .contains(handoffs.get(0).id().value(), handoffs.get(2).id().value());
    assertThat(first.json().path("handoffs").asInt()).isEqualTo(2);
    assertThat(first.json().path("unfinished").findValuesAsText("what"))
        .containsExactly("conversation " + handoffs.get(1).conversation().value());
    assertThat(
            Operator.get(bench().gateway(), "/ops/api/audit?act=erase-visitor&limit=3")
                .json()
                .path("items")
                .findValuesAsText("detail"))
        .anyMatch(detail -> detail.startsWith("done in part, 1 failed"));
    assertThat(second.path("zoho").findValuesAsText("handoffId")).containsExactly(broken);
    assertThat(second.has("unfinished")).isFalse();
    assertThat(places(List.of(email))).isEmpty();
  }

  @Test
  default void aMentionIsFoundInEveryColumn() {
    String email = address();
    Handoff other = parked(TestOrder.ticket().says(AuthorType.VISITOR, "Hello"));
    db().sql("update handoff_attempt set message = ? where handoff = ?")
        .params("Bad: " + email, other.id().value())
        .update();
    db().sql("update handoff set mend = ?, error_message = ?, error_remedy = ? where id = ?")
        .params("{\"a\": \"b\\n" + email + "\"}", email, "(" + email + ")", other.id().value())
        .update();
    db().sql("update handoff_messages set author_name = ?, subject = ? where conversation = ?")
        .params(email, email, other.conversation().value())
        .update();

    JsonNode told = erased(by(email));

    assertThat(places(List.of(email))).isEmpty();
    assertThat(told.path("mentionedIn").findValuesAsText("conversationId"))
        .containsExactly(other.key().conversationId());
    db().sql("update handoff set mend = null where id = ?").param(other.id().value()).update();
  }

  @Test
  default void aMentionIsFoundHoweverManyRowsThereAre() {
    String email = address();
    List<Object[]> rows =
        IntStream.range(0, 5_003)
            .mapToObj(n -> new Object[] {"page-%05d".formatted(n), n % 5_002 == 0 ? email : "x"})
            .toList();
    bench()
        .gateway()
        .bean(JdbcTemplate.class)
        .batchUpdate(
            "insert into audit (tenant, id, who, act, subject, detail, happened_at)"
                + " values ('main', ?, 'x', 'page', 'x', ?, current_timestamp)",
            rows);

    JsonNode told = erased(by(email));
    db().sql("delete from audit where act = 'page'").update();

    assertThat(told.path("mentions").asInt()).isEqualTo(2);
  }

  /** Whoever read before the erase whose chat it is, writes nothing afterwards. */
  @Test
  default void whatIsHeardOfAnErasedChatIsDropped() {
    String email = address();
    Handoff chat = bench().deliver(TestOrder.chat().email(email).says(AuthorType.VISITOR, "Hi"));
    erased(by(email) + "&force=true");

    HumanSide.Heard heard =
        bench()
            .gateway()
            .bean(HumanSide.class)
            .hear(
                new ZohoReference(chat.conversation(), chat.id()),
                new HumanEvent.Replied(
                    "salesiq", "m-" + chat.id(), BotTalk.AT, BotTalk.MAX, "For " + email));

    assertThat(heard).isEqualTo(HumanSide.Heard.STALE);
    assertThat(places(List.of(email))).isEmpty();
  }

  /** Whatever order they come in: nobody fails, and nothing of what was erased comes back. */
  @Test
  default void whoWritesWhileAVisitorIsErasedIsServed() {
    String email = address();
    TestOrder order = TestOrder.ticket().email(email).says(AuthorType.VISITOR, "I am " + email);
    bench().deliver(order);

    List<Integer> statuses =
        Together.run(
            8,
            n ->
                n % 2 == 0
                    ? erase(by(email) + "&force=true").status()
                    : bench().accept(order).state() == HandoffState.RECEIVED ? 200 : 500);
    erased(by(email) + "&force=true");

    assertThat(statuses).containsOnly(200);
    assertThat(places(List.of(email))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "email=nobody",
        "phone=12",
        "channel=web",
        "conversationId=x",
        "channel=fax&email=a@b.c",
        "email=a@b.c&email=d@e.f",
        "email=a@b.c&everything=true"
      })
  default void nothingIsErasedForARequestThatSaysTooLittle(String query) {
    ProblemAnswer.problem(erase(query), 422);
  }

  @Test
  default void onlyAnOperatorErases() {
    Gateway.Answer answer =
        bench().gateway().send("DELETE", "/ops/api/visitors?email=a@b.test", null, Map.of());

    ProblemAnswer.problem(answer, 401);
  }
}
