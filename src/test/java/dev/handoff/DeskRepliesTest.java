package dev.handoff;

import static dev.handoff.testing.ProblemAnswer.pointers;
import static dev.handoff.testing.ProblemAnswer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.FollowUps;
import dev.handoff.handoff.Words;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.MovableClock;
import dev.handoff.testing.Stored;
import dev.handoff.testing.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code POST /api/zoho/webhook} with a plain body: an agent's reply reaches the session. */
class DeskRepliesTest {

  static final String PATH = "/api/zoho/webhook";
  static final String SECRET = "webhook-secret-of-the-test";

  private static SimulatedZoho zoho;
  private static Gateway gateway;
  private static MovableClock clock;

  private String session;
  private String ticket;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    clock = new MovableClock();
    gateway =
        Gateway.start(
            zoho,
            TestDatabase.H2.fresh(),
            Map.of("ZOHO_WEBHOOK_SECRET", "older-secret," + SECRET),
            clock);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
  }

  @BeforeEach
  void handOver() {
    session = "s-" + UUID.randomUUID();
    ticket = handOver(gateway, session);
  }

  static String handOver(Gateway gateway, String session) {
    Gateway.Answer answer =
        gateway.post("/api/chat/handoff", "{\"sessionId\": \"%s\"}".formatted(session));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("ticketId").asText();
  }

  private static Gateway.Answer tell(String body) {
    return tell(gateway, body);
  }

  static Gateway.Answer tell(Gateway gateway, String body) {
    return gateway.send(
        "POST", PATH, body, Map.of("X-Api-Key", "", "X-Zoho-Webhook-Secret", SECRET));
  }

  private static String outcomes(Gateway.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("outcomes").toString();
  }

  /** Rows of that session, each as author type, author name and content. */
  static List<String> lines(Gateway gateway, String session) {
    return gateway
        .bean(JdbcClient.class)
        .sql(
            "select author_type || '|' || coalesce(author_name, '') || '|' || content"
                + " from handoff_messages where session_id = :session order by number")
        .param("session", session)
        .query(String.class)
        .list();
  }

  private List<String> lines() {
    return lines(gateway, session);
  }

  @Test
  void agentsReplyBecomesARowOfTheSession() {
    Gateway.Answer answer =
        tell(
            """
            {"ticketId": "%s", "content": "Your parcel left today.", "authorName": "Max",
             "authorType": "agent", "messageId": "m1"}
            """
                .formatted(ticket));

    assertThat(outcomes(answer)).isEqualTo("{\"applied\":1}");
    assertThat(lines()).containsExactly("agent|Max|Your parcel left today.");
  }

  @Test
  void answerTellsTheOneHandoffThatTheCallIsAbout() {
    Gateway.Answer shown =
        gateway.post("/api/chat/handoff", "{\"sessionId\": \"%s\"}".formatted(session));
    String handoff = shown.json().path("handoffId").asText();
    String event =
        "{\"eventType\":\"Ticket_Update\",\"payload\":{\"id\":\"%s\",\"status\":\"Closed\"}}";
    String another = event.formatted(handOver(gateway, "s-" + UUID.randomUUID()));
    String own = event.formatted(ticket);

    assertThat(tell(reply("m-1")).headers()).containsEntry("x-handoff-id", handoff);
    assertThat(tell("[%s, %s, %s]".formatted(own, own, event.formatted("1"))).headers())
        .containsEntry("x-handoff-id", handoff);
    assertThat(tell("[%s, %s]".formatted(own, another)).headers())
        .doesNotContainKey("x-handoff-id");
    assertThat(tell(event.formatted("1")).headers()).doesNotContainKey("x-handoff-id");
  }

  private String reply(String messageId) {
    return "{\"ticketId\": \"%s\", \"content\": \"Hello\", \"messageId\": \"%s\"}"
        .formatted(ticket, messageId);
  }

  @Test
  void keyAnswersTheFirstAnswerAgainAndNoOtherBody() {
    String form = "ticketId=" + ticket + "&content=Hello";
    Map<String, String> more =
        Map.of(
            "X-Api-Key",
            "",
            "X-Zoho-Webhook-Secret",
            SECRET,
            "Idempotency-Key",
            "key-" + ticket,
            "Content-Type",
            "application/x-www-form-urlencoded");

    Gateway.Answer first = gateway.send("POST", PATH, form, more);
    Gateway.Answer again = gateway.send("POST", PATH, form, more);

    assertThat(outcomes(first)).isEqualTo("{\"applied\":1}");
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.headers().get("x-handoff-id"))
        .isNotNull()
        .isEqualTo(first.headers().get("x-handoff-id"));
    problem(gateway.send("POST", PATH, form + "+there", more), 422);
    assertThat(lines()).containsExactly("agent||Hello");
  }

  @Test
  void sessionIsFoundByItsOwnId() {
    tell(
        "{\"sessionId\": \"%s\", \"content\": \"Hello\", \"authorName\": \"Max\"}"
            .formatted(session));

    assertThat(lines()).containsExactly("agent|Max|Hello");
    assertThat(owner()).isEqualTo("human");
  }

  private String owner() {
    return gateway
        .bean(JdbcClient.class)
        .sql("select owner from conversation where conversation_id = :session")
        .param("session", session)
        .query(String.class)
        .single();
  }

  @Test
  void formIsReadLikeJson() {
    Gateway.Answer answer =
        gateway.send(
            "POST",
            PATH,
            "ticketId=" + ticket + "&content=Caf%C3%A9+is+open+%26+warm&authorName=Max+M",
            Map.of(
                "X-Api-Key",
                "",
                "X-Zoho-Webhook-Secret",
                SECRET,
                "Content-Type",
                "application/x-www-form-urlencoded"));

    assertThat(outcomes(answer)).isEqualTo("{\"applied\":1}");
    assertThat(lines()).containsExactly("agent|Max M|Café is open & warm");
  }

  @Test
  void htmlBecomesSafeText() {
    tell(
        "{\"ticketId\": \"%s\", \"content\": \"<p>Hi<script>alert(1)</script></p><a href='https://x.test/a'>here</a>\"}"
            .formatted(ticket));

    assertThat(lines()).containsExactly("agent||Hi\n\nhere (https://x.test/a)");
  }

  @Test
  void plainTextStaysAsItIs() {
    tell("{\"ticketId\": \"%s\", \"content\": \"1 < 2 &amp; 3 > 2\"}".formatted(ticket));

    assertThat(lines()).containsExactly("agent||1 < 2 &amp; 3 > 2");
  }

  @Test
  void controlCharactersAreTakenOut() {
    tell("{\"ticketId\": \"%s\", \"content\": \"a\\u0000b\\u0007c\\nd\"}".formatted(ticket));

    assertThat(lines()).containsExactly("agent||abc\nd");
  }

  @Test
  void repeatedMessageIdHasNoSecondEffect() {
    String body =
        "{\"ticketId\": \"%s\", \"content\": \"Once\", \"messageId\": \"m7\"}".formatted(ticket);
    tell(body);

    assertThat(outcomes(tell(body))).isEqualTo("{\"repeated\":1}");
    assertThat(lines()).hasSize(1);
  }

  @Test
  void repetitionWithoutIdIsKnownForAMinute() {
    String body = "{\"ticketId\": \"%s\", \"content\": \"ok\"}".formatted(ticket);
    tell(body);
    clock.advance(Duration.ofSeconds(45)); // and what a busy machine takes

    assertThat(outcomes(tell(body))).isEqualTo("{\"repeated\":1}");
    assertThat(lines()).hasSize(1);
  }

  @Test
  void sameWordsMinutesLaterAreSaidAgain() {
    String body = "{\"ticketId\": \"%s\", \"content\": \"ok\"}".formatted(ticket);
    tell(body);
    clock.advance(Duration.ofMinutes(2));

    assertThat(outcomes(tell(body))).isEqualTo("{\"applied\":1}");
    assertThat(lines()).hasSize(2);
  }

  @Test
  void sameWordsOfAnotherAgentAreSaidToo() {
    tell("{\"ticketId\": \"%s\", \"content\": \"ok\", \"authorName\": \"Max\"}".formatted(ticket));
    tell("{\"ticketId\": \"%s\", \"content\": \"ok\", \"authorName\": \"Eva\"}".formatted(ticket));

    assertThat(lines()).containsExactly("agent|Max|ok", "agent|Eva|ok");
  }

  @ParameterizedTest
  @CsvSource({"visitor", "customer", "BOT", "system", "user"})
  void onlyAgentsAreHeard(String type) {
    Gateway.Answer answer =
        tell(
            "{\"ticketId\": \"%s\", \"content\": \"x\", \"authorType\": \"%s\"}"
                .formatted(ticket, type));

    assertThat(outcomes(answer)).isEqualTo("{\"not_agent\":1}");
    assertThat(lines()).isEmpty();
  }

  @Test
  void privateReplyIsNotForTheVisitor() {
    Gateway.Answer answer =
        tell(
            "{\"ticketId\": \"%s\", \"content\": \"x\", \"isPublic\": \"false\"}"
                .formatted(ticket));

    assertThat(outcomes(answer)).isEqualTo("{\"private\":1}");
    assertThat(lines()).isEmpty();
  }

  @Test
  void unknownTicketIsAnsweredAndCounted() {
    Map<String, Long> before = Stored.rowsAtRest(gateway);

    assertThat(outcomes(tell("{\"ticketId\": \"4711\", \"content\": \"x\"}")))
        .isEqualTo("{\"unknown_ticket\":1}");
    assertThat(outcomes(tell("{\"sessionId\": \"nobody\", \"content\": \"x\"}")))
        .isEqualTo("{\"unknown_session\":1}");

    assertThat(Stored.rowsAtRest(gateway)).isEqualTo(before);
    assertThat(metrics()).contains("handoff_desk_events_total{outcome=\"unknown_ticket\"");
  }

  private static String metrics() {
    return gateway
        .send(
            "GET",
            "/actuator/prometheus",
            null,
            Map.of("X-Api-Key", "", "Authorization", "Basic b3BzOm9wcy1wYXNzd29yZA=="))
        .text();
  }

  @Test
  void secretMayStandInTheQuery() {
    Gateway.Answer answer =
        gateway.send(
            "POST",
            PATH + "?secret=" + SECRET,
            "{\"ticketId\": \"%s\", \"content\": \"x\"}".formatted(ticket),
            Map.of("X-Api-Key", ""));

    assertThat(outcomes(answer)).isEqualTo("{\"applied\":1}");
  }

  @Test
  void olderSecretStaysValidWhileItIsChanged() {
    Gateway.Answer answer =
        gateway.send(
            "POST",
            PATH,
            "{\"ticketId\": \"%s\", \"content\": \"x\"}".formatted(ticket),
            Map.of("X-Api-Key", "", "X-Zoho-Webhook-Secret", "older-secret"));

    assertThat(outcomes(answer)).isEqualTo("{\"applied\":1}");
  }

  @Test
  void missingSecretIsRefused() {
    Gateway.Answer answer =
        gateway.post(
            PATH, "{\"ticketId\": \"%s\", \"content\": \"x\"}".formatted(ticket), Map.of());

    problem(answer, 401);
    assertThat(lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wrong", "older-secret," + SECRET, " ", "webhook-secret-of-the-tes"})
  void wrongSecretIsRefused(String secret) {
    Gateway.Answer answer =
        gateway.send(
            "POST",
            PATH,
            "{\"ticketId\": \"%s\", \"content\": \"x\"}".formatted(ticket),
            Map.of("X-Zoho-Webhook-Secret", secret));

    JsonNode problem = problem(answer, 403);
    assertThat(problem.toString()).doesNotContain(SECRET);
    assertThat(lines()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void looksOfDeskAreAnsweredWithoutEffect(String method) {
    Map<String, Long> before = Stored.rowsAtRest(gateway);

    Gateway.Answer answer = gateway.send(method, PATH, null, Map.of("X-Api-Key", ""));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(Stored.rowsAtRest(gateway)).isEqualTo(before);
  }

  @Test
  void emptyPostIsALookToo() {
    assertThat(gateway.send("POST", PATH, "", Map.of("X-Api-Key", "")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "null", "5", "\"text\"", "<reply/>", "{\"a\": }", "[{]", "a=%zz", "{} {}"})
  void unreadableBodyIsRefused(String body) {
    problem(tell(body), 400);
  }

  private static Gateway.Answer tell(String type, String body) {
    return gateway.send(
        "POST",
        PATH,
        body,
        Map.of("X-Api-Key", "", "X-Zoho-Webhook-Secret", SECRET, "Content-Type", type));
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "text/plain|x",
        "text/plain|{\"ticketId\": 1",
        "text/plain|a=b&c=d",
        "application/xml|<reply content=\"x\" ticketId=\"1\"/>",
        "text/html; charset=UTF-8|<p>x</p>",
        "multipart/form-data; boundary=x|--x",
        "application/octet-stream|\"text\""
      },
      delimiter = '|')
  void bodyOfAnotherTypeIsRefusedByItsType(String type, String body) {
    JsonNode problem = problem(tell(type, body), 415);

    assertThat(problem.path("detail").asText()).contains(type, "application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "text/json", "application/vnd.zoho+json; charset=UTF-8"})
  void jsonIsReadWhateverItCallsItself(String type) {
    assertThat(outcomes(tell(type, "{\"ticketId\": \"%s\", \"content\": \"x\"}".formatted(ticket))))
        .isEqualTo("{\"applied\":1}");
  }

  @Test
  void formIsReadWhateverItCallsItself() {
    for (String type : List.of("application/json", "text/plain")) {
      assertThat(outcomes(tell(type, "ticketId=" + ticket + "&content=" + type)))
          .isEqualTo("{\"applied\":1}");
    }
  }

  @Test
  void emptyPostIsALookWhateverItsType() {
    assertThat(tell("text/plain", "").status()).isEqualTo(200);
  }

  @Test
  void typeIsNotToldToWhomeverIsNotBelieved() {
    problem(gateway.post(PATH, "x", Map.of("Content-Type", "text/plain")), 401);
  }

  @Test
  void plainReplyWithSignsLosesNoWords() {
    tell("{\"ticketId\": \"%s\", \"content\": \"5 < 6 and a<b but c>d & e\"}".formatted(ticket));

    assertThat(lines()).containsExactly("agent||5 < 6 and a<b but c>d & e");
  }

  @Test
  void wrongTypesAreRefused() {
    assertThat(pointers(problem(tell("{\"ticketId\": {}, \"content\": []}"), 400)))
        .containsExactlyInAnyOrder("/ticketId", "/content");
  }

  @Test
  void missingFieldsAreNamedTogether() {
    assertThat(pointers(problem(tell("{\"authorType\": \"robot\"}"), 422)))
        .containsExactlyInAnyOrder("/ticketId", "/authorType", "/content");
  }

  @Test
  void hugeBodyIsRefused() {
    String body =
        "{\"ticketId\": \"%s\", \"content\": \"%s\"}".formatted(ticket, "x".repeat(1024 * 1024));

    problem(tell(body), 413);
    assertThat(lines()).isEmpty();
  }

  @Test
  void longReplyIsCut() {
    tell("{\"ticketId\": \"%s\", \"content\": \"%s\"}".formatted(ticket, "x".repeat(900_000)));

    assertThat(lines().get(0)).hasSizeBetween(32_000, 32_010).endsWith("…");
  }

  @Test
  void sessionThatWasNeverHandedOverGetsTheReplyToo() {
    String other = "s-" + UUID.randomUUID();
    FollowUps followUps = gateway.bean(FollowUps.class);
    followUps.say(
        ConversationKey.of(Channel.WEB, other),
        new Words(AuthorType.VISITOR, null, "Hi", null, null),
        null);

    tell("{\"sessionId\": \"%s\", \"content\": \"Hello\"}".formatted(other));

    assertThat(lines(gateway, other)).containsExactly("visitor||Hi", "agent||Hello");
  }
}
