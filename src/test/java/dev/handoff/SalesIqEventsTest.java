package dev.handoff;

import static dev.handoff.testing.ProblemAnswer.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Conversations;
import dev.handoff.handoff.FollowUps;
import dev.handoff.handoff.Owner;
import dev.handoff.handoff.Ownership;
import dev.handoff.handoff.ReleaseReason;
import dev.handoff.handoff.TranscriptEntry;
import dev.handoff.sandbox.EventForm;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.MovableClock;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.Stored;
import dev.handoff.testing.TestDatabase;
import dev.handoff.testing.Together;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /webhook/salesiq/events}: from an operator's act to the visitor's conversation. */
class SalesIqEventsTest {

  private static final String PATH = "/webhook/salesiq/events";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final KeyPair KEYS = keyPair();
  private static final Duration LONG_ENOUGH = Duration.ofSeconds(40);

  private static final MovableClock CLOCK = new MovableClock();
  private static SimulatedZoho zoho;
  private static Gateway gateway;

  private NewAtZoho atZoho;
  private ConversationKey key;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    gateway =
        Gateway.start(
            zoho,
            TestDatabase.POSTGRESQL.fresh(),
            Map.of(
                "ZOHO_SALESIQ_PUBLIC_KEYS",
                Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded()),
                "handoff.relay.assignment",
                "120s",
                "handoff.delivery.polling",
                "200ms"),
            CLOCK);
    zoho.signEventsWith(KEYS.getPrivate());
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
  }

  @BeforeEach
  void mark() {
    atZoho = NewAtZoho.of(zoho);
    key = ConversationKey.of(Channel.API, UUID.randomUUID().toString());
    eventsReachTheGateway(true);
    zoho.tellEventsAs(EventForm.ENVELOPE);
  }

  private static KeyPair keyPair() {
    try {
      return KeyPairGenerator.getInstance("RSA").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Events that do not are lost on their way. */
  private static void eventsReachTheGateway(boolean reach) {
    zoho.postEventsTo(gateway.uri(reach ? PATH : "/actuator/health"));
  }

  private static String sign(byte[] body) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(KEYS.getPrivate());
      signature.update(body);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Gateway.Answer post(String body, String signature) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.uri(PATH))
            .POST(BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8)));
    if (signature != null) {
      request.header("x-siqsignature", signature);
    }
    return gateway.send(request.build());
  }

  private static Gateway.Answer tell(String body) {
    return post(body, sign(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static void tell(JsonNode event) {
    assertThat(tell(event.toString()).status()).isEqualTo(200);
  }

  /** A chat that waits for an operator; gives SalesIQ's id of it. */
  private String chat(String more) {
    Gateway.Answer answer = gateway.post("/api/handoffs", order(more));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return zohoId();
  }

  private String zohoId() {
    return atZoho.conversations().get(0).path("id").asText();
  }

  private String order(String more) {
    return """
        {"channel":"api","conversationId":"%s","kind":"chat","reason":"late order",
         "visitor":{"name":"Ada","email":"%s@example.test","phone":"+4917055500"},
         "transcript":[{"role":"visitor","text":"Where is order 4711?"}]%s}
        """
        .formatted(key.conversationId(), key.conversationId(), more);
  }

  /**
   * What events leave behind; deliveries of other tests' chats may still be under way, and what
   * SalesIQ tells of them must not come in between.
   */
  private static Map<String, Long> taken() {
    Map<String, Long> rows = Stored.rows(gateway);
    rows.keySet().retainAll(List.of("conversation", "inbound_event", "kept_event"));
    return rows;
  }

  private Ownership ownership() {
    return gateway.bean(FollowUps.class).ownership(key);
  }

  private void awaitOwner(Owner owner) {
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(() -> assertThat(ownership().owner()).isEqualTo(owner));
  }

  private List<TranscriptEntry> lines(AuthorType author) {
    return gateway
        .bean(Conversations.class)
        .locked(
            key, open -> open.history().stream().filter(line -> line.author() == author).toList());
  }

  private List<String> agentSaid() {
    return lines(AuthorType.AGENT).stream().map(TranscriptEntry::text).toList();
  }

  private void awaitAgentSaid(String... texts) {
    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(() -> assertThat(agentSaid()).containsExactly(texts));
  }

  private List<JsonNode> events(String zohoId) {
    return zoho.events().stream()
        .filter(event -> event.path("entity_id").asText().equals(zohoId))
        .toList();
  }

  /** Chats that other tests left to themselves get tickets too, when the clock leaps. */
  private List<JsonNode> tickets() {
    return atZoho.tickets().stream()
        .filter(ticket -> ticket.path("email").asText().startsWith(key.conversationId()))
        .toList();
  }

  private void awaitTicket() {
    Awaitility.await().atMost(LONG_ENOUGH).untilAsserted(() -> assertThat(tickets()).hasSize(1));
  }

  @Test
  void whatTheOperatorDoesReachesTheConversation() {
    String id = chat("");
    assertThat(ownership().owner()).isEqualTo(Owner.OFFERED);

    zoho.operatorJoins(id);
    awaitOwner(Owner.HUMAN);
    zoho.operatorSays(id, "Hello, Max here.");
    zoho.operatorSays(id, "How can I help?");
    awaitAgentSaid("Hello, Max here.", "How can I help?");
    assertThat(lines(AuthorType.AGENT).get(0).authorName()).isEqualTo("Max Sandbox");
    zoho.endConversation(id, "agent");
    awaitOwner(Owner.RELEASED);

    assertThat(ownership().reason()).isEqualTo(ReleaseReason.COMPLETED);
    assertThat(lines(AuthorType.SYSTEM))
        .last()
        .extracting(TranscriptEntry::text)
        .isEqualTo("The chat has ended.");
  }

  @ParameterizedTest
  @EnumSource(EventForm.class)
  void everyFormOfAnEventIsUnderstood(EventForm form) {
    zoho.tellEventsAs(form);
    String id = chat("");
    zoho.operatorJoins(id);
    zoho.operatorSays(id, "one");
    zoho.operatorSays(id, "two");
    zoho.endConversation(id, "agent");

    awaitAgentSaid("one", "two");
    awaitOwner(Owner.RELEASED);
    assertThat(ownership().reason()).isEqualTo(ReleaseReason.COMPLETED);
    assertThat(ownership().operator().name()).isEqualTo("Max Sandbox");
  }

  @Test
  void theAnswerNamesTheHandoffThatTheEventsAreAbout() {
    eventsReachTheGateway(false);
    ObjectNode known = missed(chat(""));
    String handoff = ownership().requiredHandoff().value();
    JsonNode foreign = missed("9" + System.nanoTime());

    assertThat(tell(known.toString()).headers()).containsEntry("x-handoff-id", handoff);
    assertThat(tell("[" + known + "," + foreign + "]").headers())
        .containsEntry("x-handoff-id", handoff);
    assertThat(tell(foreign.toString()).headers()).doesNotContainKey("x-handoff-id");
  }

  @Test
  void anEventOfAForeignConversationChangesNothingAndIsForgotten() {
    eventsReachTheGateway(false);
    Map<String, Long> before = taken();
    ObjectNode foreign = missed("9" + System.nanoTime());

    tell(foreign);
    assertThat(taken().get("inbound_event")).isEqualTo(before.get("inbound_event"));
    assertThat(taken().get("kept_event")).isEqualTo(before.get("kept_event") + 1);
    CLOCK.advance(Duration.ofMinutes(11));

    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(() -> assertThat(taken().get("kept_event")).isZero());
  }

  @Test
  void whatIsToldAgainHasNoSecondEffect() {
    String id = chat("");
    zoho.operatorSays(id, "Hello, Max here.");
    zoho.endConversation(id, "visitor");
    awaitOwner(Owner.RELEASED);
    int lines = lines(AuthorType.SYSTEM).size();

    for (JsonNode event : events(id)) {
      tell(event);
      tell(((ObjectNode) event.deepCopy()).put("attempt", 2));
      tell(event.path("entity"));
    }

    assertThat(agentSaid()).containsExactly("Hello, Max here.");
    assertThat(lines(AuthorType.SYSTEM)).hasSize(lines);
    assertThat(ownership().reason()).isEqualTo(ReleaseReason.VISITOR);
    assertThat(tickets()).isEmpty();
  }

  @Test
  void whatOvertakesIsPutRightOrIgnored() {
    eventsReachTheGateway(false);
    String id = chat("");
    zoho.operatorJoins(id);
    zoho.operatorSays(id, "one");
    zoho.operatorSays(id, "two");
    zoho.endConversation(id, "agent");
    List<JsonNode> events = events(id);
    assertThat(events).hasSize(4);

    tell(events.get(1));
    assertThat(ownership().owner()).as("who writes has it").isEqualTo(Owner.HUMAN);
    tell(events.get(0));
    tell(missed(id));
    assertThat(ownership().owner()).as("missed is stale").isEqualTo(Owner.HUMAN);
    tell(events.get(3));
    tell(events.get(2));
    tell(events.get(0));

    assertThat(agentSaid()).containsExactly("one", "two");
    assertThat(ownership().owner()).isEqualTo(Owner.RELEASED);
    assertThat(tickets()).isEmpty();
  }

  private static ObjectNode missed(String id) {
    ObjectNode event = JSON.createObjectNode().put("event", "operatorConversationMissed");
    event.putObject("entity").put("id", id).put("missed_time", CLOCK.millis());
    return event;
  }

  @Test
  void aSecondEndOfAReopenedChatIsHarmless() {
    String id = chat("");
    zoho.operatorSays(id, "one");
    zoho.endConversation(id, "agent");
    awaitOwner(Owner.RELEASED);
    ObjectNode again = (ObjectNode) events(id).get(2).deepCopy();
    ((ObjectNode) again.path("entity")).put("end_time", Long.toString(CLOCK.millis() + 60_000));

    tell(again);

    assertThat(ownership().owner()).isEqualTo(Owner.RELEASED);
    assertThat(lines(AuthorType.SYSTEM)).hasSize(1);
  }

  @Test
  void anEventThatOvertakesTheAnswerOfTheOpeningIsKept() {
    zoho.faults()
        .add(
            new Fault(
                Fault.Kind.DELAY_AFTER_COMMIT,
                Side.SALESIQ,
                "POST",
                "/visitor/v1/.*/conversations$",
                1,
                null,
                null,
                null,
                null,
                null,
                1000L,
                null));
    Together.run(
        2,
        number -> {
          if (number == 0) {
            return gateway.post("/api/handoffs", order("")).status();
          }
          Awaitility.await().atMost(LONG_ENOUGH).until(() -> !atZoho.conversations().isEmpty());
          tell(zohoSaysEarly());
          return 0;
        });

    awaitAgentSaid("I was quick.");
    assertThat(ownership().owner()).isEqualTo(Owner.HUMAN);
    assertThat(gateway.get("/actuator/health").status()).isEqualTo(200);
  }

  private JsonNode zohoSaysEarly() {
    eventsReachTheGateway(false);
    zoho.operatorSays(zohoId(), "I was quick.");
    return events(zohoId()).get(1);
  }

  @Test
  void aMissedChatBecomesOneTicketHoweverOftenItIsTold() {
    String id = chat("");
    zoho.endConversation(id, "system");
    awaitTicket();
    tell(events(id).get(0));
    CLOCK.advance(Duration.ofSeconds(130));

    assertThat(ownership().owner()).isEqualTo(Owner.RELEASED);
    assertThat(ownership().reason()).isEqualTo(ReleaseReason.MISSED);
    assertThat(tickets()).hasSize(1);
    assertThat(tickets().get(0).path("description").asText()).contains("Where is order 4711?");
  }

  @Test
  void aMissedChatBecomesACallbackWherePhoneAndTimeAreKnown() {
    String id =
        chat(
            ",\"callback\":{\"phone\":\"+4917055500\",\"time\":\"tomorrow at 3 PM\","
                + "\"timeZone\":\"Europe/Berlin\"}");
    zoho.endConversation(id, "system");

    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(() -> assertThat(atZoho.calls()).hasSize(1));
    assertThat(tickets()).isEmpty();
  }

  @Test
  void aChatThatNobodyTakesInTimeIsClosedAndBecomesOneTicket() {
    String id = chat("");
    CLOCK.advance(Duration.ofSeconds(121));
    awaitTicket();

    Awaitility.await()
        .atMost(LONG_ENOUGH)
        .untilAsserted(() -> assertThat(conversation(id).path("end_time").isNull()).isFalse());
    tell(missed(id));
    assertThat(tickets()).hasSize(1);
  }

  private JsonNode conversation(String id) {
    return atZoho.conversations().stream()
        .filter(one -> one.path("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anOperatorWhoCameAtTheLastMomentKeepsTheChatThoughTheEventIsLost() {
    eventsReachTheGateway(false);
    String id = chat("");
    zoho.operatorJoins(id);
    CLOCK.advance(Duration.ofSeconds(121));

    awaitOwner(Owner.HUMAN);
    assertThat(ownership().operator().name()).isEqualTo("Max Sandbox");
    assertThat(tickets()).isEmpty();
  }

  @Test
  void aChatThatIsOverAlreadyGetsNoTicketThoughEveryEventIsLost() {
    eventsReachTheGateway(false);
    String id = chat("");
    zoho.operatorJoins(id);
    zoho.endConversation(id, "agent");
    CLOCK.advance(Duration.ofSeconds(121));

    awaitOwner(Owner.RELEASED);
    assertThat(ownership().reason()).isEqualTo(ReleaseReason.COMPLETED);
    assertThat(tickets()).isEmpty();
  }

  @Test
  void aChatThatWasMissedGetsOneTicketThoughTheEventIsLost() {
    eventsReachTheGateway(false);
    String id = chat("");
    zoho.endConversation(id, "system");
    CLOCK.advance(Duration.ofSeconds(121));

    awaitTicket();
    tell(events(id).get(0));
    assertThat(ownership().reason()).isEqualTo(ReleaseReason.MISSED);
    assertThat(tickets()).hasSize(1);
  }

  @Test
  void timeOutAndMissedAtTheSameMomentHaveOneOutcome() {
    String id = chat("");
    JsonNode missed = missed(id);
    Together.run(
        4,
        number -> {
          if (number == 0) {
            CLOCK.advance(Duration.ofSeconds(121));
          } else {
            tell(missed);
          }
          return number;
        });

    awaitTicket();
    awaitOwner(Owner.RELEASED);
    Awaitility.await()
        .during(Duration.ofSeconds(1))
        .atMost(LONG_ENOUGH)
        .untilAsserted(() -> assertThat(tickets()).hasSize(1));
  }

  @Test
  void whatTheVisitorWroteIsNotTakenForTheOperators() {
    String id = chat("");
    ObjectNode event = JSON.createObjectNode().put("event", "conversation.operator.replied");
    ObjectNode message = event.putObject("entity").put("id", id).putObject("message");
    message.put("msgid", "1").put("text", "echo").putObject("sender").put("type", "visitor");
    tell(event);
    event.put("event", "conversation.visitor.replied");
    tell(event);
    message.putObject("sender").put("type", "bot");
    event.put("event", "conversation.operator.replied");
    tell(event);

    assertThat(agentSaid()).isEmpty();
    assertThat(ownership().owner()).isEqualTo(Owner.OFFERED);
  }

  @Test
  void listsOfEventsAreTakenAndWhatIsUnknownIsNot() {
    String id = chat("");
    zoho.operatorSays(id, "Hello");
    awaitAgentSaid("Hello");
    eventsReachTheGateway(false);
    Map<String, Long> before = taken();

    assertThat(tell("[{\"event\":\"conversation.telepathy\"},7,null,\"x\",[]]").status())
        .isEqualTo(200);
    assertThat(tell("{}").status()).isEqualTo(200);

    assertThat(taken()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event\":\"conversation.missed\"",
        "{\"event\":\"conversation.missed\"} {",
        "conversation.missed",
        "7",
        "\"text\"",
        "null",
        "\u0000"
      })
  void whatIsHalfParsedIsRefusedAndLeavesNothing(String body) {
    eventsReachTheGateway(false);
    Map<String, Long> before = taken();

    problem(tell(body), 400);

    assertThat(taken()).isEqualTo(before);
  }

  private static Gateway.Answer tell(String type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return gateway.send(
        HttpRequest.newBuilder(gateway.uri(PATH))
            .header("Content-Type", type)
            .header("x-siqsignature", sign(bytes))
            .POST(BodyPublishers.ofByteArray(bytes))
            .build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"conversation.missed", "{\"event\":", "<event/>", "7"})
  void bodyOfAnotherTypeIsRefusedByItsType(String body) {
    for (String type : List.of("text/plain", "application/xml")) {
      problem(tell(type, body), 415);
    }
    problem(tell("application/json; charset=UTF-8", body), 400);
  }

  @Test
  void jsonIsReadWhateverItCallsItself() {
    assertThat(tell("text/plain", "{\"event\":\"conversation.rated\"}").status()).isEqualTo(200);
    assertThat(tell("text/plain", "").status()).isEqualTo(200);
  }

  @Test
  void whatIsTooLongIsRefused() {
    problem(tell("{\"a\":\"" + "x".repeat(1_100_000) + "\"}"), 413);
  }

  @Test
  void whatIsNotSignedIsRefusedAndLeavesNothing() {
    eventsReachTheGateway(false);
    String body = missed(chat("")).toString();
    Map<String, Long> before = taken();

    problem(post(body, null), 401);
    problem(post(body, "AAAA"), 403);
    problem(post(body + " ", sign(body.getBytes(StandardCharsets.UTF_8))), 403);

    assertThat(taken()).isEqualTo(before);
    assertThat(ownership().owner()).isEqualTo(Owner.OFFERED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "GET", "POST"})
  void answersTheCheckOfTheAddress(String method) {
    HttpRequest ping =
        HttpRequest.newBuilder(gateway.uri(PATH)).method(method, BodyPublishers.noBody()).build();

    assertThat(gateway.send(ping).status()).isEqualTo(200);
  }

  @Test
  void countsWhatItHears() {
    tell("{\"event\":\"conversation.rated\",\"entity\":{\"id\":\"1\"}}");

    HttpRequest metrics =
        HttpRequest.newBuilder(gateway.uri("/actuator/prometheus"))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(
                            (Gateway.OPS_USER + ":" + Gateway.OPS_PASSWORD)
                                .getBytes(StandardCharsets.UTF_8)))
            .build();
    assertThat(gateway.send(metrics).text())
        .contains("handoff_human_events_total{event=\"other\",outcome=\"ignored\"");
  }

  @Test
  void listOfMoreEventsThanAnybodySendsIsRefusedAsAWholeAndCounted() {
    double before = counted();

    assertThat(tell("[" + "{},".repeat(199) + "{}]").status()).isEqualTo(200);
    problem(tell("[" + "{},".repeat(200) + "{}]"), 413);

    assertThat(counted()).isEqualTo(before + 1);
  }

  private static double counted() {
    Counter counter =
        gateway
            .bean(MeterRegistry.class)
            .find("handoff.human_events")
            .tag("outcome", "refused")
            .counter();
    return counter == null ? 0 : counter.count();
  }
}
