package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * SalesIQ's conversations and their messages, and how a conversation moves from waiting over
 * connected to its end.
 *
 * <p>Whoever changes one holds this object's monitor from reading it to writing it.
 */
final class SalesIqConversations {

  static final String OPERATOR_ID = "510000000000002001";
  static final String OPERATOR_NAME = "Max Sandbox";
  static final String OPERATOR_EMAIL = "max@sandbox.invalid";

  final Shelf conversations;
  final Shelf messages;
  private final Settings settings;
  private final InstantSource clock;
  private final Ids ids;
  private final AtomicLong numbers;

  SalesIqConversations(Settings settings, Ids ids) {
    this.settings = settings;
    this.clock = settings.clock();
    this.ids = ids;
    this.conversations = new Shelf(clock);
    this.messages = new Shelf(clock);
    this.numbers = new AtomicLong(clock.instant().getEpochSecond());
  }

  void clear() {
    conversations.clear();
    messages.clear();
  }

  /** Looks for either of its two ids. */
  Optional<ObjectNode> find(String id) {
    return conversations.first(
        one ->
            one.path("id").asText().equals(id)
                || one.path("visitor_conversation_id").asText().equals(id));
  }

  static boolean isOpen(ObjectNode conversation) {
    return Json.lacks(conversation, "end_time");
  }

  ObjectNode open(ObjectNode body, String question, Settings.Department department) {
    ObjectNode conversation = waiting(body, question, department);
    conversations.put(conversation);
    visitorSays(conversation, Json.object().put("type", "text").put("text", question));
    return conversation;
  }

  ObjectNode visitorSays(ObjectNode conversation, ObjectNode content) {
    return add(
        conversation,
        "$" + conversation.at("/visitor/id").asText(),
        conversation.at("/visitor/name").asText("Visitor"),
        content);
  }

  ObjectNode operatorSays(ObjectNode conversation, ObjectNode content) {
    return add(conversation, OPERATOR_ID, OPERATOR_NAME, content);
  }

  /** An operator takes the waiting conversation. */
  ObjectNode connect(ObjectNode conversation) {
    ObjectNode operator =
        Json.object()
            .put("id", OPERATOR_ID)
            .put("name", OPERATOR_NAME)
            .put("email", OPERATOR_EMAIL)
            .put("is_bot", false);
    conversation.set("attender", operator);
    conversation.set("owner", operator.deepCopy());
    conversation.set("chat_status", status(0, 2, "open", "connected", "Connected").put("id", "20"));
    conversation
        .put("status", "Connected")
        .put("attended_time", now())
        .put("last_modified_time", now());
    conversations.put(conversation);
    return conversation;
  }

  /** Ends it, attended or missed; one that has ended stays as it is. */
  ObjectNode end(ObjectNode conversation, String by) {
    if (!isOpen(conversation)) {
      return conversation;
    }
    boolean missed = Json.lacks(conversation, "attender") && !by.equals("agent");
    String label = missed ? "Missed" : "Attended Online";
    conversation
        .put("end_time", now())
        .put("last_modified_time", now())
        .put("status", label)
        .put("ended_by", by);
    conversation.set("chat_status", status(2, 4, "closed", missed ? "missed" : "ended", label));
    conversations.put(conversation);
    return conversation;
  }

  /** Now, as SalesIQ writes times. */
  String now() {
    return Long.toString(clock.millis());
  }

  private ObjectNode waiting(ObjectNode body, String question, Settings.Department department) {
    String id = ids.next();
    ObjectNode conversation =
        Json.object()
            .put("id", id)
            .put("visitor_conversation_id", UUID.randomUUID().toString().replace("-", ""))
            .put("chat_id", "LD_" + id + "_" + settings.orgId())
            .put("reference_id", Long.toString(numbers.incrementAndGet()))
            .put("channel_id", ids.next())
            .put("type", "chat")
            .put("question", question)
            .put("app_id", settings.appId())
            .put("app_name", "Sandbox")
            .put("status", "Waiting")
            .put("start_time", now())
            .put("last_modified_time", now())
            .putNull("attender")
            .putNull("attended_time")
            .putNull("end_time");
    conversation.set("chat_status", status(0, 1, "open", "waiting", "Waiting"));
    conversation.putObject("department").put("id", department.id()).put("name", department.name());
    ObjectNode visitor = conversation.putObject("visitor");
    visitor.setAll((ObjectNode) body.path("visitor"));
    visitor.put("id", ids.next()).put("type", "lead");
    conversation.set("customer_info", body.path("customer_info").deepCopy());
    if (!body.has("customer_info")) {
      conversation.putObject("customer_info");
    }
    return conversation;
  }

  private ObjectNode add(
      ObjectNode conversation, String senderId, String senderName, ObjectNode content) {
    String id = ids.next();
    String now = now();
    ObjectNode message =
        Json.object()
            .put("id", now + "_" + id)
            .put("sequence_id", id)
            .put("conversation_id", conversation.path("id").asText())
            .put("type", content.path("type").asText())
            .put("time", now);
    message.putObject("sender").put("id", senderId).put("name", senderName);
    ObjectNode said = message.putObject("message").put("text", content.path("text").asText());
    if (content.has("file")) {
      said.set("file", content.path("file").deepCopy());
    }
    message.putObject("meta");
    messages.put(message);
    conversation.set("last_message_info", message.deepCopy());
    conversation.put("last_modified_time", now);
    conversations.put(conversation);
    return message;
  }

  private static ObjectNode status(
      int code, int state, String statusKey, String stateKey, String label) {
    return Json.object()
        .put("status_code", code)
        .put("state", state)
        .put("status_key", statusKey)
        .put("state_key", stateKey)
        .put("label", label);
  }
}
