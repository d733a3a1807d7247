package dev.handoff;

import static dev.handoff.testing.ProblemAnswer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.Stored;
import dev.handoff.testing.TestDatabase;
import dev.handoff.zoho.ZohoSetting;
import dev.handoff.zoho.accounts.ZohoChoices;
import dev.handoff.zoho.desk.AgentText;
import dev.handoff.zoho.desk.DeskText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Desk's own event webhooks (desk.md 10), sent by the simulated Desk to two nodes. */
class DeskEventsTest {

  private static final Map<String, String> SECRET =
      Map.of("X-Zoho-Webhook-Secret", DeskRepliesTest.SECRET);

  private static SimulatedZoho zoho;
  private static Gateway gateway;
  private static Gateway other;

  private String session;
  private String ticket;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
    Map<String, String> settings =
        Map.of(
            "ZOHO_WEBHOOK_SECRET",
            DeskRepliesTest.SECRET,
            "ZOHO_DESK_WEBHOOK_IDS",
            "77",
            "handoff.desk.own-agents",
            "900000000000000099");
    gateway = Gateway.start(zoho, database, settings);
    other = Gateway.start(zoho, database, settings);
    zoho.deskAgent().postEventsTo(gateway.uri(DeskRepliesTest.PATH), SECRET);
  }

  @AfterAll
  static void stop() {
    other.close();
    gateway.close();
    zoho.close();
  }

  @BeforeEach
  void handOver() {
    session = "s-" + UUID.randomUUID();
    ticket = DeskRepliesTest.handOver(gateway, session);
  }

  @AfterEach
  void heal() {
    zoho.faults().clear();
  }

  private List<String> lines() {
    return DeskRepliesTest.lines(gateway, session);
  }

  private void linesBecome(String... lines) {
    await().untilAsserted(() -> assertThat(lines()).containsExactly(lines));
  }

  private static String outcomes(String events) {
    Gateway.Answer answer = DeskRepliesTest.tell(gateway, events);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("outcomes").toString();
  }

  private String comment(String id, String more) {
    return """
        {"eventType": "Ticket_Comment_Add", "eventTime": 1770145540000, "orgId": "700000001",
         "payload": {"id": "%s", "ticketId": "%s", "isPublic": true, "content": "Hi",
                     "contentType": "plainText", "commentedTime": "2026-02-03T19:05:40.000Z",
                     "commenterId": "9001", "commenter": {"type": "AGENT", "name": "Mia"}%s}}
        """
        .formatted(id, ticket, more);
  }

  private String thread(String id, String more) {
    return """
        {"eventType": "Ticket_Thread_Add", "eventTime": "1770145540", "orgId": 700000001,
         "payload": {"id": %s, "ticketId": "%s", "direction": "out", "visibility": "public",
                     "status": "SUCCESS", "channel": "EMAIL", "content": "Hi",
                     "contentType": "text/html", "author": {"type": "AGENT", "name": "Mia"}%s}}
        """
        .formatted(id, ticket, more);
  }

  private static String id() {
    return "8" + Math.abs(UUID.randomUUID().getMostSignificantBits());
  }

  @Test
  void publicCommentReachesTheSession() {
    zoho.deskAgent().comments(ticket, "<p>It left <b>today</b>.</p>", "html", true);

    linesBecome("agent|Mia Agent|It left today.");
  }

  @Test
  void privateCommentReachesNobody() {
    zoho.deskAgent().comments(ticket, "The visitor is rude", "plainText", false);
    zoho.deskAgent().comments(ticket, "Sorry for the wait", "plainText", true);

    linesBecome("agent|Mia Agent|Sorry for the wait");
  }

  @Test
  void mailOfAnAgentReachesTheSession() {
    zoho.deskAgent().replies(ticket, "<div>See <a href='https://x.test'>this</a></div>", true);

    linesBecome("agent|Mia Agent|See this (https://x.test)");
  }

  @Test
  void mailThatIsToldWithItsSummaryIsReadByItsId() {
    String whole = "<p>" + "A long answer. ".repeat(20) + "</p>";

    zoho.deskAgent().replies(ticket, whole, false);

    linesBecome("agent|Mia Agent|" + "A long answer. ".repeat(20).strip());
  }

  @Test
  void mailIsReadLaterWhenDeskIsDown() {
    zoho.faults()
        .add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK, "GET", ".*/threads/.*").times(1));

    zoho.deskAgent().replies(ticket, "<p>An answer that is longer than that.</p>", false);

    await()
        .untilAsserted(
            () ->
                assertThat(lines())
                    .containsExactly("agent|Mia Agent|An answer that is longer than that."));
  }

  @Test
  void mailThatIsGoneIsForgotten() {
    Map<String, Long> before = Stored.rowsAtRest(gateway);

    assertThat(outcomes("[" + thread(id(), ", \"isContentTruncated\": \"true\"") + "]"))
        .isEqualTo("{\"read_later\":1}");

    assertThat(Stored.rowsAtRest(gateway)).isEqualTo(before);
  }

  @Test
  void closedTicketIsToldToTheVisitor() {
    String number = ticketNumber();

    zoho.deskAgent().sets(ticket, "Done", "Closed");

    linesBecome("system||Ticket " + number + " was closed.");
    assertThat(owner()).isEqualTo("released");
  }

  @Test
  void replyAfterReopeningStillReachesTheSession() {
    String closed = "system||Ticket " + ticketNumber() + " was closed.";
    zoho.deskAgent().sets(ticket, "Closed", "Closed");
    linesBecome(closed);

    zoho.deskAgent().sets(ticket, "Open", "Open");
    zoho.deskAgent().comments(ticket, "One more thing", "plainText", true);
    linesBecome(closed, "agent|Mia Agent|One more thing");

    zoho.deskAgent().sets(ticket, "Closed", "Closed");
    linesBecome(closed, "agent|Mia Agent|One more thing", closed);
  }

  private String ticketNumber() {
    return zoho.tickets().stream()
        .filter(one -> one.path("id").asText().equals(ticket))
        .findFirst()
        .orElseThrow()
        .path("ticketNumber")
        .asText();
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
  void sameEventsOnBothNodesHaveOneEffect() {
    String events = "[" + comment(id(), "") + "," + comment(id(), "") + "]";

    outcomes(events);
    Gateway.Answer again = DeskRepliesTest.tell(other, events);

    assertThat(again.json().path("outcomes").toString()).isEqualTo("{\"repeated\":2}");
    assertThat(lines()).hasSize(2);
  }

  @Test
  void visitorsOwnWordsDoNotComeBack() {
    NewAtZoho atZoho = NewAtZoho.of(zoho);
    Gateway.Answer said =
        gateway.post(
            "/api/chat/messages",
            "{\"sessionId\": \"%s\", \"message\": \"Are you <b>there</b>?\", \"userName\": \"Ana\"}"
                .formatted(session));

    assertThat(said.json().path("handoff").asBoolean()).as(said.text()).isTrue();
    await()
        .until(
            () -> atZoho.requests(Side.DESK, "POST", "/tickets/" + ticket + "/comments"),
            l -> !l.isEmpty());
    zoho.deskAgent().comments(ticket, "I am", "plainText", true);

    linesBecome("visitor|Ana|Are you <b>there</b>?", "agent|Mia Agent|I am");
  }

  @Test
  void commentWhoseAnswerWasLostIsNeitherDoubledNorEchoed() {
    zoho.faults()
        .add(Fault.of(Fault.Kind.COMMIT_THEN_RESET).on(Side.DESK, "POST", ".*/comments").times(1));

    for (String words : List.of("First", "Second", "Third")) {
      gateway.post(
          "/api/chat/messages",
          "{\"sessionId\": \"%s\", \"message\": \"%s\"}".formatted(session, words));
    }

    await()
        .untilAsserted(
            () ->
                assertThat(commentsOf(ticket))
                    .containsExactly("Visitor: First", "Visitor: Second", "Visitor: Third"));
    zoho.deskAgent().comments(ticket, "Read", "plainText", true);
    linesBecome("visitor||First", "visitor||Second", "visitor||Third", "agent|Mia Agent|Read");
  }

  private void says(String message) {
    Gateway.Answer said =
        gateway.post(
            "/api/chat/messages",
            "{\"sessionId\": \"%s\", \"message\": \"%s\"}".formatted(session, message));
    assertThat(said.json().path("handoff").asBoolean()).as(said.text()).isTrue();
  }

  /** As a workflow rule tells of it, which knows no id, to the node that wrote nothing. */
  private String told(String content) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("ticketId", ticket).put("content", content).put("authorName", "Support");
    Gateway.Answer answer = DeskRepliesTest.tell(other, body.toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("outcomes").toString();
  }

  private static final String OWN = "{\"own\":1}";
  private static final String APPLIED = "{\"applied\":1}";

  @Test
  void visitorsWordsDoNotComeBackWithoutTheirId() {
    says("Tom & I: 5 < 6, <b>yes</b>?\\nAgain");
    await().until(() -> commentsOf(ticket).size(), written -> written == 1);
    String comment = commentsOf(ticket).get(0);

    assertThat(comment).startsWith("Visitor: Tom & I");
    String escaped = DeskText.html(comment);
    for (String content :
        List.of(
            comment,
            comment.replace("\n", "\r\n "),
            escaped,
            "<div>" + escaped + "</div>",
            "<div>\n <p>" + escaped.replace(" ", "&nbsp;") + "</p>\n</div><br>",
            "<div>" + comment + "</div>",
            comment.substring(0, comment.length() - 3) + "…",
            "<div>" + escaped.substring(0, 40) + "...</div>")) {
      assertThat(told(content)).as(content).isEqualTo(OWN);
    }
    assertThat(lines()).hasSize(1);
  }

  @Test
  void visitorsWordsDoNotComeBackBeforeDeskHasAnswered() {
    zoho.faults()
        .add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK, "POST", ".*/comments").forEver());
    says("Hello again");

    assertThat(told("Visitor: Hello again")).isEqualTo(OWN);
    assertThat(lines()).hasSize(1);
  }

  @Test
  void agentWhoSaysTheSameOrQuotesIsHeard() {
    says("yes");
    await().until(() -> commentsOf(ticket), List.of("Visitor: yes")::equals);

    for (String content :
        List.of(
            "yes",
            "visitor: yes",
            "Visitor: yes, that is so",
            "<blockquote>Visitor: yes</blockquote><p>Good.</p>",
            "You wrote: Visitor: yes",
            "Visitor: no")) {
      assertThat(told(content)).as(content).isEqualTo(APPLIED);
    }
  }

  @Test
  void ticketsOwnTextDoesNotComeBackAsAReply() {
    String description =
        zoho.tickets().stream()
            .filter(one -> one.path("id").asText().equals(ticket))
            .findFirst()
            .orElseThrow()
            .path("description")
            .asText();
    String plain = AgentText.of(description, "text/html");
    String reference = plain.lines().findFirst().orElseThrow();

    assertThat(reference).matches("Reference: hg-\\w{20}");
    for (String content :
        List.of(
            description,
            "<div>" + description + "</div>",
            plain,
            plain.substring(0, 60) + "...",
            reference,
            "Transcript, part 2 (" + reference.substring(11) + ") of 3\nVisitor: Hello")) {
      assertThat(told(content)).as(content).isEqualTo(OWN);
    }
    assertThat(told(reference + "\nYour parcel left today.")).isEqualTo(APPLIED);
    assertThat(told("This is about " + plain)).isEqualTo(APPLIED);
  }

  private static List<String> commentsOf(String ticket) {
    return zoho.comments().stream()
        .filter(comment -> comment.path("ticketId").asText().equals(ticket))
        .map(comment -> comment.path("content").asText())
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        ", \"isPublic\": \"false\"|private",
        ", \"isPublic\": null|private",
        ", \"commenter\": {\"type\": \"END_USER\"}|not_agent",
        ", \"commenter\": \"x\"|not_agent",
        ", \"commenter\": {\"type\": \"agent\", \"id\": \"900000000000000099\"}|own",
        ", \"content\": \"  \"|empty",
        ", \"content\": {\"a\": 1}|empty",
        ", \"id\": \"../../x\"|unreadable",
        ", \"ticketId\": [1]|unreadable",
        ", \"ticketId\": \"12345\"|unknown_ticket",
        ", \"isPublic\": \"TRUE\"|applied",
        ", \"commentedTime\": \"yesterday\"|applied"
      },
      delimiter = '|')
  void commentIsJudgedByWhatItSays(String more, String outcome) {
    assertThat(outcomes("[" + comment(id(), more) + "]")).isEqualTo("{\"" + outcome + "\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        ", \"direction\": \"in\"|incoming",
        ", \"visibility\": \"private\"|private",
        ", \"status\": \"DRAFT\"|not_sent",
        ", \"status\": \"failed\"|not_sent",
        ", \"isDescriptionThread\": true|own",
        ", \"author\": {\"type\": \"END_USER\"}|not_agent",
        ", \"author\": {}|applied"
      },
      delimiter = '|')
  void threadIsJudgedByWhatItSays(String more, String outcome) {
    assertThat(outcomes("[" + thread(id(), more) + "]")).isEqualTo("{\"" + outcome + "\":1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "5",
        "\"x\"",
        "[]",
        "{}",
        "{\"eventType\": \"Ticket_Comment_Add\"}",
        "{\"eventType\": {}, \"payload\": []}",
        "{\"eventType\": \"Ticket_Comment_Add\", \"payload\": {}}",
        "{\"eventType\": \"Ticket_Update\", \"payload\": {\"status\": \"Closed\"}}"
      })
  void brokenElementDoesNotHoldUpTheOthers(String broken) {
    assertThat(outcomes("[" + broken + "," + comment(id(), "") + "," + broken + "]"))
        .isEqualTo("{\"applied\":1,\"unreadable\":2}");
    assertThat(lines()).containsExactly("agent|Mia|Hi");
  }

  @Test
  void unknownEventsAndOtherOrganisationsAreAnsweredAndCounted() {
    assertThat(
            outcomes(
                "[{\"eventType\": \"Ticket_Sneeze\", \"payload\": {}},"
                    + comment(id(), "").replace("700000001", "700000009")
                    + "]"))
        .isEqualTo("{\"other_org\":1,\"unknown_event\":1}");
    assertThat(lines()).isEmpty();
  }

  @Test
  void theOrganisationChosenAtSetupIsHeardAndTheEnvironmentsIsNot() {
    ZohoChoices choices = gateway.bean(ZohoChoices.class);
    choices.choose(Map.of(ZohoSetting.ZOHO_ORG_ID, "700000009"), "ops");
    try {
      assertThat(
              outcomes(
                  "["
                      + comment(id(), "")
                      + ","
                      + comment(id(), "").replace("700000001", "700000009").replace("Hi", "Ours")
                      + "]"))
          .isEqualTo("{\"applied\":1,\"other_org\":1}");
      assertThat(lines()).containsExactly("agent|Mia|Ours");
    } finally {
      choices.choose(Map.of(ZohoSetting.ZOHO_ORG_ID, ""), "ops");
    }
  }

  private Gateway.Answer tellSigned(Map<String, Object> claims) {
    return gateway.send(
        "POST",
        DeskRepliesTest.PATH,
        "[" + comment(id(), "") + "]",
        Map.of("X-Api-Key", "", "X-ZDesk-JWT", zoho.deskSigner().sign(claims)));
  }

  @Test
  void callThatDeskSignedNeedsNoSecret() {
    Map<String, Object> claims =
        Map.of(
            "iss",
            "orgId:700000001",
            "aud",
            "webhookId:77",
            "exp",
            Instant.now().getEpochSecond() + 60);

    assertThat(tellSigned(claims).status()).isEqualTo(200);
    assertThat(lines()).containsExactly("agent|Mia|Hi");
  }

  @Test
  void callThatDeskSignedForSomebodyElseIsRefused() {
    problem(tellSigned(Map.of("iss", "orgId:1", "aud", "webhookId:77")), 403);
    assertThat(lines()).isEmpty();
  }

  @Test
  void emptyBatchIsAnswered() {
    assertThat(outcomes("[]")).isEqualTo("{}");
  }

  @Test
  void halfABatchIsRefused() {
    problem(DeskRepliesTest.tell(gateway, "[" + comment(id(), "") + ", {\"eventT"), 400);
    assertThat(lines()).isEmpty();
  }

  @Test
  void sessionAsksAgainAfterItsTicketWasClosed() {
    zoho.deskAgent().sets(ticket, "Closed", "Closed");
    await().until(this::owner, "released"::equals);

    JsonNode answer =
        gateway
            .post(
                "/api/chat/messages",
                "{\"sessionId\": \"%s\", \"message\": \"I still need an agent\"}"
                    .formatted(session))
            .json();

    assertThat(answer.path("alreadyExists").asBoolean()).isTrue();
    assertThat(answer.path("ticketId").asText()).isEqualTo(ticket);
    assertThat(owner()).isEqualTo("offered");
    await()
        .untilAsserted(
            () -> assertThat(commentsOf(ticket)).containsExactly("Visitor: I still need an agent"));
  }
}
