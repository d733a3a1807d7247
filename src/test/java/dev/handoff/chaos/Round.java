package dev.handoff.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.sandbox.SimulatedZoho;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One conversation of a bot platform with an operator, to and fro, from its opening to its end. The
 * operator's side tells of each thing until it is heard, as SalesIQ does.
 */
final class Round {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Client client;
  private final SimulatedZoho zoho;
  private final String id;
  private final int turns;
  private final Instant giveUp;
  private final List<String> visitorSaid = new ArrayList<>();
  private final List<String> humanDid = new ArrayList<>();
  private String handoff = "";
  private String chat = "";
  private boolean whole;

  Round(Client client, SimulatedZoho zoho, String id, int turns, Instant giveUp) {
    this.client = client;
    this.zoho = zoho;
    this.id = id;
    this.turns = turns;
    this.giveUp = giveUp;
  }

  String id() {
    return id;
  }

  String chat() {
    return chat;
  }

  /** Whether all of it was acknowledged. */
  boolean isWhole() {
    return whole;
  }

  List<String> visitorSaid() {
    return visitorSaid;
  }

  List<String> humanDid() {
    return humanDid;
  }

  /** Plays it through. */
  void play(boolean operatorEnds) throws InterruptedException {
    whole = open() && findChat() && talk() && (operatorEnds ? operatorEnds() : botEnds());
  }

  private boolean open() throws InterruptedException {
    ObjectNode user = JSON.createObjectNode().put("name", "Visitor " + id);
    Optional<Client.Answer> made = post("/api/hitl/users", user);
    if (made.isEmpty()) {
      return false;
    }
    ObjectNode session =
        JSON.createObjectNode()
            .put("userId", made.get().body().path("userId").asText())
            .put("conversationId", id)
            .put("title", "Round trip " + id);
    Optional<Client.Answer> opened = post("/api/hitl/sessions", session);
    handoff = opened.map(Client.Answer::handoffId).orElse("");
    return opened.isPresent();
  }

  private boolean findChat() throws InterruptedException {
    while (Instant.now().isBefore(giveUp)) {
      chat = shown("/api/handoffs/" + handoff).at("/zoho/conversationId").asText("");
      if (!chat.isEmpty()) {
        return true;
      }
      Thread.sleep(100);
    }
    return false;
  }

  private JsonNode shown(String path) throws InterruptedException {
    return client.get(path).orElse(MissingNode.getInstance());
  }

  private boolean talk() throws InterruptedException {
    humanDid.add("hitl.assigned");
    for (int turn = 1; turn <= turns; turn++) {
      if (!visitorSays("v" + turn + " " + id) || !operatorSays("o" + turn + " " + id)) {
        return false;
      }
    }
    return true;
  }

  private boolean visitorSays(String text) throws InterruptedException {
    ObjectNode message = JSON.createObjectNode().put("type", "text").put("messageId", text);
    message.putObject("payload").put("text", text);
    visitorSaid.add(text);
    return post("/api/hitl/sessions/" + id + "/messages", message).isPresent();
  }

  private boolean operatorSays(String text) throws InterruptedException {
    JsonNode said = zoho.operatorSays(chat, text);
    ObjectNode event = event("conversation.operator.replied");
    ObjectNode message = ((ObjectNode) event.path("entity")).putObject("message");
    message.put("msgid", said.path("id").asText()).put("text", text);
    message
        .putObject("sender")
        .put("id", said.at("/sender/id").asText())
        .put("name", said.at("/sender/name").asText())
        .put("type", "operator");
    humanDid.add(text);
    return post("/webhook/salesiq/events", event).isPresent();
  }

  private boolean botEnds() throws InterruptedException {
    return post("/api/hitl/sessions/" + id + "/stop", JSON.createObjectNode()).isPresent();
  }

  /** An operator ends it when nothing more is to be read. */
  private boolean operatorEnds() throws InterruptedException {
    while (shown("/api/hitl/sessions/" + id).at("/messages/delivered").asInt() < turns) {
      if (Instant.now().isAfter(giveUp)) {
        return false;
      }
      Thread.sleep(100);
    }
    zoho.endConversation(chat, "agent");
    ObjectNode event = event("conversation.completed");
    ((ObjectNode) event.path("entity"))
        .put("end_time", String.valueOf(System.currentTimeMillis()))
        .put("ended_by", "agent")
        .put("status", "Attended Online");
    humanDid.add("stopped completed");
    return post("/webhook/salesiq/events", event).isPresent();
  }

  private ObjectNode event(String name) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("entity_type", "conversation")
            .put("event", name)
            .put("entity_id", chat)
            .put("event_time", String.valueOf(System.currentTimeMillis()))
            .put("attempt", 1)
            .put("version", "1");
    event.putObject("entity").put("id", chat);
    return event;
  }

  private Optional<Client.Answer> post(String path, JsonNode body) throws InterruptedException {
    return client.post(path, body, Map.of(), answer -> true);
  }
}
