package dev.handoff.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Conversations;
import dev.handoff.handoff.FollowUps;
import dev.handoff.handoff.Owner;
import dev.handoff.handoff.ReleaseReason;
import dev.handoff.handoff.TranscriptEntry;
import dev.handoff.handoff.Words;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Settings;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.MovableClock;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators did while the gateway did not hear it is found out, once and in order. */
class CatchUpTest {

  private static final Duration LONG_ENOUGH = Duration.ofSeconds(40);
  private static final String REPLIES = "/api/zoho/webhook";
  private static final Map<String, String> SECRET = Map.of("X-Zoho-Webhook-Secret", "desk-secret");
  private static final String EVENTS = "/webhook/salesiq/events";

  private static final MovableClock CLOCK = new MovableClock();
  private static SimulatedZoho zoho;
  private static Map<String, String> database;
  private static Gateway gateway;

  private NewAtZoho atZoho;
  private ConversationKey key;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start(Settings.forTests().withClock(CLOCK));
    database = TestDatabase.H2.fresh();
    gateway = node();
  }

  private static Gateway node() {
    return Gateway.start(
        zoho,
        database,
        Map.of(
            "HANDOFF_PUBLIC_URL", "http://127.0.0.1:1",
            "ZOHO_WEBHOOK_SECRET", SECRET.get("X-Zoho-Webhook-Secret"),
            "handoff.catch-up.every", "5m",
            "handoff.catch-up.tickets-every", "5m",
            "handoff.catch-up.batch", "2",
            "handoff.catch-up.pause", "50ms",
            "handoff.delivery.polling", "200ms"),
        CLOCK);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
  }

  @BeforeEach
  void mark() {
    zoho.faults().clear();
    atZoho = NewAtZoho.of(zoho);
    key = session();
    eventsAreLost();
  }

  private static ConversationKey session() {
    return ConversationKey.of(Channel.API, UUID.randomUUID().toString());
  }

  /** Nobody listens there, and SalesIQ keeps what nobody took. */
  private static void eventsAreLost() {
    zoho.postEventsTo(URI.create("http://127.0.0.1:1" + EVENTS));
  }

  private String chat() {
    Gateway.Answer answer =
        gateway.post(
            "/api/handoffs",
            """
            {"channel":"api","conversationId":"%s","kind":"chat","reason":"late order",
             "visitor":{"name":"Ada","email":"%s@example.test"}}
            """
                .formatted(key.conversationId(), key.conversationId()));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    List<JsonNode> opened = atZoho.conversations();
    return opened.get(opened.size() - 1).path("id").asText();
  }

  private static List<String> agentSaid(ConversationKey key) {
    return gateway
        .bean(Conversations.class)
        .locked(
            key,
            open ->
                open.history().stream()
                    .filter(line -> line.author() == AuthorType.AGENT)
                    .map(TranscriptEntry::text)
                    .toList());
  }

  private static Owner owner(ConversationKey key) {
    return gateway.bean(FollowUps.class).ownership(key).owner();
  }

  private void awaitSaid(String... texts) {
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(() -> assertThat(agentSaid(key)).containsExactly(texts));
  }

  private static void timePasses() {
    CLOCK.advance(Duration.ofMinutes(6));
  }

  @Test
  void readsWhoTookAChatWhatWasSaidAndHowItEnded() {
    String id = chat();
    zoho.operatorSays(id, "one");
    zoho.operatorSays(id, "two");
    timePasses();
    awaitSaid("one", "two");
    assertThat(owner(key)).isEqualTo(Owner.HUMAN);
    zoho.operatorSays(id, "three");
    zoho.endConversation(id, "visitor");
    timePasses();

    awaitSaid("one", "two", "three");
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(() -> assertThat(owner(key)).isEqualTo(Owner.RELEASED));
    assertThat(gateway.bean(FollowUps.class).ownership(key).reason())
        .isEqualTo(ReleaseReason.VISITOR);
    assertThat(atZoho.tickets()).isEmpty();
  }

  @Test
  void whatEventsToldAlreadyIsNotToldAgain() {
    zoho.postEventsTo(gateway.uri(EVENTS));
    String id = chat();
    zoho.operatorSays(id, "told");
    awaitSaid("told");
    eventsAreLost();
    zoho.operatorSays(id, "lost");
    timePasses();
    awaitSaid("told", "lost");
    zoho.events().stream()
        .filter(event -> event.path("entity_id").asText().equals(id))
        .forEach(event -> gateway.post(EVENTS, event.toString(), Map.of("X-Api-Key", "")));

    assertThat(agentSaid(key)).containsExactly("told", "lost");
  }

  @Test
  void readsAllPagesOfALongTalk() {
    String id = chat();
    for (int i = 0; i < 150; i++) {
      zoho.operatorSays(id, "line " + i);
    }
    timePasses();

    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(() -> assertThat(agentSaid(key)).hasSize(150));
    assertThat(agentSaid(key)).startsWith("line 0", "line 1").endsWith("line 149");
  }

  @Test
  void aNodeThatStartsCatchesUpAtOnce() {
    String id = chat();
    gateway.close();
    zoho.operatorSays(id, "Nobody there?");
    timePasses();
    gateway = node();

    awaitSaid("Nobody there?");
  }

  @Test
  void severalConversationsAreReadInGoes() {
    String first = chat();
    ConversationKey one = key;
    key = session();
    String second = chat();
    ConversationKey two = key;
    key = session();
    String third = chat();
    zoho.operatorSays(first, "1");
    zoho.operatorSays(second, "2");
    zoho.operatorSays(third, "3");
    timePasses();

    awaitSaid("3");
    assertThat(agentSaid(one)).containsExactly("1");
    assertThat(agentSaid(two)).containsExactly("2");
  }

  @Test
  void whatZohoDoesNotShowNowIsReadNextTime() {
    String id = chat();
    zoho.faults()
        .add(Fault.answer(500, "{}").on(Side.SALESIQ, "GET", "/conversations/" + id + "$"));
    zoho.operatorSays(id, "later");
    timePasses();
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .until(() -> atZoho.requests(Side.SALESIQ, "GET", ".*/conversations/" + id).size() > 1);

    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              timePasses();
              assertThat(agentSaid(key)).containsExactly("later");
            });
  }

  @Test
  void conversationsThatCanNotBeReadHoldUpNoOther() {
    String broken = chat() + "|" + anotherChat();
    String behind = anotherChat();
    zoho.faults()
        .add(
            Fault.answer(500, "{}")
                .on(Side.SALESIQ, "GET", "/conversations/(" + broken + ")$")
                .forEver());
    zoho.operatorSays(behind, "all the same");
    timePasses();

    awaitSaid("all the same");
  }

  private String anotherChat() {
    key = session();
    return chat();
  }

  @Test
  void failedWebhookCallsAreAskedForAgain() {
    String id = chat();
    zoho.faults()
        .add(
            Fault.answer(400, "{\"error\":{\"code\":1019,\"message\":\"no\"}}")
                .on(Side.SALESIQ, "GET", "/conversations/\\d+$")
                .forEver());
    int failed = zoho.failedEvents();
    zoho.operatorSays(id, "webhook");
    Awaitility.await().atMost(LONG_ENOUGH).until(() -> zoho.failedEvents() >= failed + 2);
    zoho.postRetriedEventsTo(gateway.uri(EVENTS));
    timePasses();

    awaitSaid("webhook");
    assertThat(owner(key)).isEqualTo(Owner.HUMAN);
  }

  /** Somebody with a token of their own does something in Desk; comments are an agent's. */
  private static void inDesk(String method, String path, String body) {
    Settings.Credential own = zoho.settings().ordinary();
    String form =
        "grant_type=refresh_token&client_id=%s&client_secret=%s&refresh_token=%s"
            .formatted(own.clientId(), own.clientSecret(), own.refreshToken());
    String token =
        send(zoho.accountsUrl() + "/oauth/v2/token", "POST", form, "x-www-form-urlencoded", "")
            .path("access_token")
            .asText();
    send(zoho.deskUrl() + path, method, body, "json", token);
  }

  private static JsonNode send(String url, String method, String body, String type, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/" + type)
            .header("orgId", zoho.settings().orgId())
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Zoho-oauthtoken " + token);
    }
    Gateway.Answer answer = gateway.send(request.build());
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private String ticket() {
    key = ConversationKey.of(Channel.WEB, UUID.randomUUID().toString());
    Gateway.Answer answer =
        gateway.post(
            "/api/chat/handoff",
            "{\"sessionId\":\"%s\",\"userEmail\":\"%s@example.test\"}"
                .formatted(key.conversationId(), key.conversationId()));
    return answer.json().path("ticketId").asText();
  }

  @Test
  void readsWhatAgentsWroteOnATicketAndThatItWasClosed() {
    String ticket = "/tickets/" + ticket();
    gateway
        .bean(FollowUps.class)
        .say(key, new Words(AuthorType.VISITOR, null, "Are you there?", null, null), null);
    Awaitility.await().atMost(LONG_ENOUGH).until(() -> !zoho.comments().isEmpty());
    inDesk("POST", ticket + "/comments", "{\"content\":\"<b>Yes</b>, Max.\",\"isPublic\":true}");
    inDesk("POST", ticket + "/comments", "{\"content\":\"a note\",\"isPublic\":false}");
    timePasses();
    awaitSaid("Yes, Max.");
    inDesk("PATCH", ticket, "{\"status\":\"Closed\"}");
    timePasses();

    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(() -> assertThat(owner(key)).isEqualTo(Owner.RELEASED));
    assertThat(agentSaid(key)).containsExactly("Yes, Max.");
  }

  /**
   * The ticket's id is not known yet when its events come: they are answered, and the look reads.
   */
  @Test
  void readsWhatAnAgentWroteBeforeDeskAnsweredThatTheTicketIsThere() {
    int before = zoho.tickets().size();
    CompletableFuture<String> opened = ticketThatDeskAnswersLate();
    Awaitility.await().atMost(LONG_ENOUGH).until(() -> zoho.tickets().size() > before);
    String ticket = zoho.tickets().get(before).path("id").asText();
    JsonNode comment = zoho.deskAgent().comments(ticket, "Already here", "plainText", true);
    zoho.deskAgent().comments(ticket, "a note", "plainText", false);

    assertThat(tell(ticket, comment)).isEqualTo("unknown_ticket");
    assertThat(opened).isNotDone();
    assertThat(opened.join()).isEqualTo(ticket);
    timePasses();
    awaitSaid("Already here");
    assertThat(tell(ticket, comment)).isEqualTo("repeated");
    assertThat(agentSaid(key)).containsExactly("Already here");
  }

  @Test
  void readsItTooThoughTheTicketIsClosedBeforeTheFirstLook() {
    int before = zoho.tickets().size();
    CompletableFuture<String> opened = ticketThatDeskAnswersLate();
    Awaitility.await().atMost(LONG_ENOUGH).until(() -> zoho.tickets().size() > before);
    String ticket = zoho.tickets().get(before).path("id").asText();
    zoho.deskAgent().comments(ticket, "Done already", "plainText", true);
    assertThat(opened.join()).isEqualTo(ticket);
    zoho.deskAgent().postEventsTo(gateway.uri(REPLIES), SECRET);
    zoho.deskAgent().sets(ticket, "Closed", "Closed");
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(() -> assertThat(owner(key)).isEqualTo(Owner.RELEASED));
    zoho.deskAgent().postEventsTo(URI.create("http://127.0.0.1:1"), Map.of());
    timePasses();

    awaitSaid("Done already");
    assertThat(owner(key)).isEqualTo(Owner.RELEASED);
  }

  private CompletableFuture<String> ticketThatDeskAnswersLate() {
    zoho.faults()
        .add(
            Fault.of(Fault.Kind.DELAY_AFTER_COMMIT)
                .withDelay(Duration.ofSeconds(2))
                .on(Side.DESK, "POST", "^/tickets$"));
    return CompletableFuture.supplyAsync(this::ticket);
  }

  /** Desk's webhook, as a workflow rule calls it. */
  private static String tell(String ticket, JsonNode comment) {
    Gateway.Answer answer =
        gateway.post(
            REPLIES,
            "{\"ticketId\":\"%s\",\"messageId\":\"%s\",\"content\":\"%s\"}"
                .formatted(ticket, comment.path("id").asText(), comment.path("content").asText()),
            SECRET);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("outcomes").fieldNames().next();
  }

  @Test
  void aThreadThatDeskRefusesHoldsUpNothingElseOfItsTicket() {
    String ticket = ticket();
    String refused = zoho.deskAgent().replies(ticket, "gone", false).path("id").asText();
    zoho.deskAgent().replies(ticket, "still there", false);
    zoho.faults()
        .add(
            Fault.answer(404, "{\"errorCode\":\"URL_NOT_FOUND\",\"message\":\"no\"}")
                .on(Side.DESK, "GET", ".*/threads/" + refused + "$")
                .forEver());
    inDesk("PATCH", "/tickets/" + ticket, "{\"status\":\"Closed\"}");
    timePasses();

    awaitSaid("still there");
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(() -> assertThat(owner(key)).isEqualTo(Owner.RELEASED));
  }

  @Test
  void whatAgentsWroteIsToldThoughTheTicketItselfIsNotShown() {
    String ticket = ticket();
    zoho.deskAgent().replies(ticket, "Hello from Desk", false);
    zoho.faults()
        .add(Fault.answer(500, "{}").on(Side.DESK, "GET", ".*/tickets/" + ticket + "$").forEver());
    timePasses();

    awaitSaid("Hello from Desk");
  }

  @Test
  void aRefusedListOfCallsIsNoAlarm() {
    zoho.faults()
        .add(
            Fault.answer(400, "{\"error\":{\"code\":1009,\"message\":\"scope\"}}")
                .on(Side.SALESIQ, "GET", "/webhooks")
                .forEver());
    String id = chat();
    zoho.operatorSays(id, "read all the same");
    timePasses();

    awaitSaid("read all the same");
  }
}
