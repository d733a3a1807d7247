package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** SalesIQ's conversations and their messages, from the visitor's side and from the operator's. */
final class SalesIqConversations {

  static final String OPERATOR_ID = "510000000000002001";
  static final String OPERATOR_NAME = "Max Sandbox";
  static final String OPERATOR_EMAIL = "max@sandbox.invalid";

  private static final Set<String> CREATE = Set.of("SalesIQ.conversations.CREATE");
  private static final Set<String> READ = Set.of("SalesIQ.conversations.READ");
  private static final Set<String> UPDATE = Set.of("SalesIQ.conversations.UPDATE");
  private static final int LONGEST_WAIT = 999;

  final Shelf conversations;
  final Shelf messages;
  private final Settings settings;
  private final InstantSource clock;
  private final Ids ids;
  private final Supplier<Switches> switches;
  private final SalesIqBodies bodies;
  private final AtomicLong numbers;

  SalesIqConversations(
      Settings settings, Ids ids, Supplier<Switches> switches, SalesIqBodies bodies) {
    this.settings = settings;
    this.clock = settings.clock();
    this.ids = ids;
    this.switches = switches;
    this.bodies = bodies;
    this.conversations = new Shelf(clock);
    this.messages = new Shelf(clock);
    this.numbers = new AtomicLong(clock.instant().getEpochSecond());
  }

  void addTo(Routes routes) {
    for (String prefix : List.of("/api/visitor/v1/{portal}", "/visitor/v2/{portal}")) {
      routes.add(
          "POST", prefix + "/conversations", CREATE, Set.of(), (request, path) -> open(request));
    }
    routes.add(
        "POST",
        "/api/visitor/v1/{portal}/conversations/{id}/messages",
        CREATE,
        Set.of(),
        (request, path) -> visitorSays(request, find(path)));
    routes.add(
        "POST",
        "/visitor/v2/{portal}/conversations/{id}/close",
        UPDATE,
        Set.of(),
        (request, path) -> close(request, find(path), "visitor"));
    routes.add(
        "GET", "/api/v2/{portal}/conversations", READ, Set.of(), (request, path) -> list(request));
    routes.add(
        "GET",
        "/api/v2/{portal}/conversations/{id}",
        READ,
        Set.of(),
        (request, path) -> SalesIqBodies.success(request, "conversations", find(path)));
    routes.add(
        "GET",
        "/api/v2/{portal}/conversations/{id}/messages",
        READ,
        Set.of(),
        (request, path) -> transcript(request, find(path)));
    routes.add(
        "POST",
        "/api/v2/{portal}/conversations/{id}/messages",
        CREATE,
        Set.of(),
        (request, path) -> operatorSays(request, find(path)));
    routes.add(
        "POST",
        "/api/v2/{portal}/conversations/{id}/close",
        UPDATE,
        Set.of(),
        (request, path) -> close(request, find(path), "agent"));
  }

  void clear() {
    conversations.clear();
    messages.clear();
  }

  /** An operator takes the waiting conversation. */
  synchronized ObjectNode join(String id) {
    ObjectNode conversation = require(id);
    connect(conversation);
    conversations.put(conversation);
    return conversation;
  }

  synchronized ObjectNode say(String id, String text) {
    ObjectNode content = Json.object().put("type", "text").put("text", text);
    return add(require(id), OPERATOR_ID, OPERATOR_NAME, content);
  }

  /** The conversation ends: attended, or missed when nobody took it. */
  synchronized ObjectNode end(String id, String by) {
    return finish(require(id), by);
  }

  /** The conversation with this id, whichever of its two; there has to be one. */
  ObjectNode require(String id) {
    return conversations
        .first(one -> known(one, id))
        .orElseThrow(
            () -> new IllegalArgumentException("id: " + id + " (expected: a conversation's id)"));
  }

  private ObjectNode find(Map<String, String> path) {
    String id = path.getOrDefault("id", "");
    return conversations.first(one -> known(one, id)).orElseThrow(() -> bodies.refusal(1019));
  }

  private static boolean known(ObjectNode conversation, String id) {
    return conversation.path("id").asText().equals(id)
        || conversation.path("visitor_conversation_id").asText().equals(id);
  }

  private Answer open(Request request) {
    ObjectNode body = bodies.json(request);
    String appId = bodies.text(body, "app_id");
    String departmentId = bodies.text(body, "department_id");
    String question = bodies.text(body, "question");
    if (!body.path("visitor").isObject()) {
      throw bodies.refusal(1011, "param", "visitor");
    }
    bodies.text(body, "visitor.user_id");
    if (!appId.equals(settings.appId())) {
      throw bodies.refusal(1019, "json_key", "app_id");
    }
    Settings.Department department =
        settings.salesiqDepartments().stream()
            .filter(known -> known.id().equals(departmentId))
            .findFirst()
            .orElseThrow(() -> bodies.refusal(1025, "json_key", "department_id"));
    requireKnownTypes(body);
    ObjectNode conversation = conversation(body, question, department);
    conversations.put(conversation);
    add(
        conversation,
        visitorId(conversation),
        visitorName(conversation),
        Json.object().put("type", "text").put("text", question));
    return SalesIqBodies.success(request, "conversations", opened(conversation));
  }

  private void requireKnownTypes(ObjectNode body) {
    for (String field : List.of("name", "email", "phone", "avuid", "cvuid")) {
      JsonNode value = body.path("visitor").path(field);
      if (!value.isMissingNode() && !value.isTextual()) {
        throw bodies.refusal(1007, "json_key", "visitor." + field);
      }
    }
    if (body.has("customer_info") && !body.path("customer_info").isObject()) {
      throw bodies.refusal(1007, "json_key", "customer_info");
    }
    JsonNode wait = body.path("custom_wait_time");
    if (!wait.isMissingNode() && !wait.isIntegralNumber()) {
      throw bodies.refusal(1007, "json_key", "custom_wait_time");
    }
    if (wait.asInt(1) < 1 || wait.asInt(1) > LONGEST_WAIT) {
      throw bodies.refusal(1011, "param", "custom_wait_time");
    }
  }

  private ObjectNode conversation(
      ObjectNode body, String question, Settings.Department department) {
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
            .put("start_time", millis(clock.instant()))
            .put("last_modified_time", millis(clock.instant()))
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

  private ObjectNode opened(ObjectNode conversation) {
    ObjectNode data = Json.object();
    Switches.OpenShape shape = switches.get().openShape();
    if (shape != Switches.OpenShape.B) {
      data.put("conversation_id", conversation.path("id").asText())
          .put("channel_id", conversation.path("channel_id").asText());
    }
    if (shape != Switches.OpenShape.A) {
      data.put("id", conversation.path("visitor_conversation_id").asText())
          .put("wms_chat_id", conversation.path("chat_id").asText());
      for (String field : List.of("question", "department", "visitor", "chat_status")) {
        data.set(field, conversation.path(field));
      }
    }
    return data;
  }

  private Answer visitorSays(Request request, ObjectNode conversation) {
    ObjectNode message = bodies.message(request);
    requireOpen(conversation);
    return SalesIqBodies.success(
        request,
        "messages",
        add(conversation, visitorId(conversation), visitorName(conversation), message));
  }

  private Answer operatorSays(Request request, ObjectNode conversation) {
    ObjectNode message = bodies.message(request);
    requireOpen(conversation);
    return SalesIqBodies.success(
        request, "messages", add(conversation, OPERATOR_ID, OPERATOR_NAME, message));
  }

  private void requireOpen(ObjectNode conversation) {
    if (!Json.lacks(conversation, "end_time")) {
      throw bodies.refusal(1019);
    }
  }

  private Answer close(Request request, ObjectNode conversation, String by) {
    if (request.body().length > 0) {
      throw bodies.refusal(1015);
    }
    ObjectNode closed =
        Json.lacks(conversation, "end_time") ? finish(conversation, by) : conversation;
    ObjectNode data = closed.deepCopy();
    if (by.equals("visitor")) {
      data.put("id", closed.path("visitor_conversation_id").asText())
          .put("wms_chat_id", closed.path("chat_id").asText());
    }
    return SalesIqBodies.success(request, "conversations", data);
  }

  private ObjectNode finish(ObjectNode conversation, String by) {
    boolean missed = Json.lacks(conversation, "attender") && !by.equals("agent");
    String label = missed ? "Missed" : "Attended Online";
    conversation
        .put("end_time", millis(clock.instant()))
        .put("last_modified_time", millis(clock.instant()))
        .put("status", label)
        .put("ended_by", by);
    conversation.set("chat_status", status(2, 4, "closed", missed ? "missed" : "ended", label));
    conversations.put(conversation);
    return conversation;
  }

  private void connect(ObjectNode conversation) {
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
        .put("attended_time", millis(clock.instant()))
        .put("last_modified_time", millis(clock.instant()));
  }

  private ObjectNode add(
      ObjectNode conversation, String senderId, String senderName, ObjectNode content) {
    String id = ids.next();
    String now = millis(clock.instant());
    ObjectNode message =
        Json.object()
            .put("id", now + "_" + id)
            .put("sequence_id", id)
            .put("conversation_id", conversation.path("id").asText())
            .put("type", content.path("type").asText())
            .put("time", now);
    message.putObject("sender").put("id", senderId).put("name", senderName);
    message.putObject("message").put("text", content.path("text").asText());
    message.putObject("meta");
    messages.put(message);
    conversation.set("last_message_info", message.deepCopy());
    conversation.put("last_modified_time", now);
    conversations.put(conversation);
    return message;
  }

  private Answer list(Request request) {
    Map<String, String> query = request.query();
    int limit = bodies.number(query, "limit", 20, 99);
    int page = bodies.number(query, "page", 1, Integer.MAX_VALUE);
    List<ObjectNode> rows =
        conversations.where(one -> hasStatus(one, query.getOrDefault("status", ""))).stream()
            .filter(one -> fits(query, "department_id", one.path("department").path("id")))
            .filter(one -> fits(query, "app_id", one.path("app_id")))
            .filter(one -> fits(query, "email", one.path("visitor").path("email")))
            .filter(one -> fits(query, "reference_ids", one.path("reference_id")))
            .skip((page - 1L) * limit)
            .limit(limit)
            .toList();
    return listed(request, rows);
  }

  private Answer listed(Request request, List<ObjectNode> rows) {
    ObjectNode envelope = Json.object().put("url", request.path()).put("object", "list");
    envelope.set("data", Json.array(rows));
    return Answer.json(200, envelope.put("sync_time", millis(clock.instant())));
  }

  private static boolean fits(Map<String, String> query, String key, JsonNode value) {
    return !query.containsKey(key)
        || Set.of(query.getOrDefault(key, "").toLowerCase(Locale.ROOT).split(","))
            .contains(value.asText("").toLowerCase(Locale.ROOT));
  }

  private boolean hasStatus(ObjectNode conversation, String status) {
    JsonNode held = conversation.path("chat_status");
    return switch (status) {
      case "" -> true;
      case "open", "closed" -> held.path("status_key").asText().equals(status);
      case "waiting", "connected", "missed" -> held.path("state_key").asText().equals(status);
      case "end" -> held.path("state_key").asText().equals("ended");
      default -> throw bodies.refusal(1011, "param", "status");
    };
  }

  private Answer transcript(Request request, ObjectNode conversation) {
    Map<String, String> query = request.query();
    int limit = bodies.number(query, "limit", 20, 99);
    List<ObjectNode> rows =
        messages.where(one -> one.path("conversation_id").equals(conversation.path("id"))).stream()
            .filter(one -> one.path("time").asLong() >= time(query, "from_time", 0))
            .filter(one -> one.path("time").asLong() <= time(query, "to_time", Long.MAX_VALUE))
            .limit(limit)
            .toList();
    return listed(request, rows);
  }

  private long time(Map<String, String> query, String key, long standard) {
    String text = query.getOrDefault(key, Long.toString(standard));
    if (!text.matches("\\d{1,19}")) {
      throw bodies.refusal(1011, "param", key);
    }
    return Long.parseLong(text);
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

  private static String visitorId(ObjectNode conversation) {
    return "$" + conversation.path("visitor").path("id").asText();
  }

  private static String visitorName(ObjectNode conversation) {
    return conversation.path("visitor").path("name").asText("Visitor");
  }

  private static String millis(Instant instant) {
    return Long.toString(instant.toEpochMilli());
  }
}
