package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What SalesIQ lets a gateway do in a visitor's name: open a conversation, write in it, end it. */
final class SalesIqVisitorApi {

  private static final Set<String> CREATE = Set.of("SalesIQ.conversations.CREATE");
  private static final Set<String> UPDATE = Set.of("SalesIQ.conversations.UPDATE");
  private static final int LONGEST_WAIT = 999;

  private final Settings settings;
  private final Supplier<Switches> switches;
  private final SalesIqBodies bodies;
  private final SalesIqConversations conversations;

  SalesIqVisitorApi(
      Settings settings,
      Supplier<Switches> switches,
      SalesIqBodies bodies,
      SalesIqConversations conversations) {
    this.settings = settings;
    this.switches = switches;
    this.bodies = bodies;
    this.conversations = conversations;
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
        (request, path) -> say(request, path.getOrDefault("id", "")));
    routes.add(
        "POST",
        "/visitor/v2/{portal}/conversations/{hash}/close",
        UPDATE,
        Set.of(),
        (request, path) -> close(request, path.getOrDefault("hash", "")));
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
    ObjectNode conversation = conversations.open(body, question, department);
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

  private Answer say(Request request, String id) {
    ObjectNode message = bodies.message(request);
    ObjectNode conversation =
        conversations
            .find(id)
            .filter(SalesIqConversations::isOpen)
            .orElseThrow(() -> bodies.refusal(1019));
    return SalesIqBodies.success(
        request, "messages", conversations.visitorSays(conversation, message));
  }

  private Answer close(Request request, String hash) {
    bodies.requireNone(request);
    ObjectNode conversation =
        conversations
            .find(hash)
            .filter(one -> one.path("visitor_conversation_id").asText().equals(hash))
            .orElseThrow(() -> bodies.refusal(1019));
    ObjectNode closed = conversations.end(conversation, "visitor");
    closed.put("id", hash).put("wms_chat_id", closed.path("chat_id").asText());
    return SalesIqBodies.success(request, "conversations", closed);
  }
}
