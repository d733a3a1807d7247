package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What SalesIQ lets a gateway do in an operator's name: list, read, write, close. */
final class SalesIqOperatorApi {

  private static final Set<String> CREATE = Set.of("SalesIQ.conversations.CREATE");
  private static final Set<String> READ = Set.of("SalesIQ.conversations.READ");
  private static final Set<String> UPDATE = Set.of("SalesIQ.conversations.UPDATE");
  private static final Set<String> STATUSES =
      Set.of("", "open", "closed", "waiting", "connected", "missed", "end");
  private static final String ALL = "/api/v2/{portal}/conversations";
  private static final String ONE = ALL + "/{id}";

  private final SalesIqBodies bodies;
  private final SalesIqConversations conversations;

  SalesIqOperatorApi(SalesIqBodies bodies, SalesIqConversations conversations) {
    this.bodies = bodies;
    this.conversations = conversations;
  }

  void addTo(Routes routes) {
    routes.add("GET", ALL, READ, Set.of(), (request, path) -> list(request));
    routes.add(
        "GET",
        ONE,
        READ,
        Set.of(),
        (request, path) -> SalesIqBodies.success(request, "conversations", find(path)));
    routes.add(
        "GET",
        ONE + "/messages",
        READ,
        Set.of(),
        (request, path) -> transcript(request, find(path)));
    routes.add(
        "POST", ONE + "/messages", CREATE, Set.of(), (request, path) -> say(request, find(path)));
    routes.add(
        "POST", ONE + "/close", UPDATE, Set.of(), (request, path) -> close(request, find(path)));
  }

  /** On this side only the numeric id is known. */
  private ObjectNode find(Map<String, String> path) {
    String id = path.getOrDefault("id", "");
    return conversations
        .find(id)
        .filter(one -> one.path("id").asText().equals(id))
        .orElseThrow(() -> bodies.refusal(1019));
  }

  private Answer say(Request request, ObjectNode conversation) {
    ObjectNode message = bodies.message(request);
    if (!SalesIqConversations.isOpen(conversation)) {
      throw bodies.refusal(1019);
    }
    return SalesIqBodies.success(
        request, "messages", conversations.operatorSays(conversation, message));
  }

  private Answer close(Request request, ObjectNode conversation) {
    bodies.requireNone(request);
    return SalesIqBodies.success(
        request, "conversations", conversations.end(conversation, "agent"));
  }

  private Answer list(Request request) {
    Map<String, String> query = request.query();
    int limit = bodies.number(query, "limit", 20, 99);
    int page = bodies.number(query, "page", 1, Integer.MAX_VALUE);
    if (!STATUSES.contains(query.getOrDefault("status", ""))) {
      throw bodies.refusal(1011, "param", "status");
    }
    List<ObjectNode> rows =
        conversations
            .conversations
            .where(one -> hasStatus(one, query.getOrDefault("status", "")))
            .stream()
            .filter(one -> one.path("start_time").asLong() >= time(query, "from_time", 0))
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
    return Answer.json(200, envelope.put("sync_time", conversations.now()));
  }

  private static boolean fits(Map<String, String> query, String key, JsonNode value) {
    return !query.containsKey(key)
        || Set.of(query.getOrDefault(key, "").toLowerCase(Locale.ROOT).split(","))
            .contains(value.asText("").toLowerCase(Locale.ROOT));
  }

  private static boolean hasStatus(ObjectNode conversation, String status) {
    JsonNode held = conversation.path("chat_status");
    return switch (status) {
      case "" -> true;
      case "open", "closed" -> held.path("status_key").asText().equals(status);
      case "end" -> held.path("state_key").asText().equals("ended");
      default -> held.path("state_key").asText().equals(status);
    };
  }

  private Answer transcript(Request request, ObjectNode conversation) {
    Map<String, String> query = request.query();
    int limit = bodies.number(query, "limit", 20, 99);
    List<ObjectNode> rows =
        conversations
            .messages
            .where(one -> one.path("conversation_id").equals(conversation.path("id")))
            .stream()
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
}
