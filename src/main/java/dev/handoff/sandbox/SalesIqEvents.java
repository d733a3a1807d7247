package dev.handoff.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import java.util.List;

/** Writes SalesIQ's event webhooks: the envelope, and the entity as each event shows it. */
final class SalesIqEvents {

  private final Settings settings;
  private final InstantSource clock;

  SalesIqEvents(Settings settings) {
    this.settings = settings;
    this.clock = settings.clock();
  }

  ObjectNode picked(JsonNode conversation) {
    ObjectNode entity = entity(conversation);
    entity.set("owner", owner());
    return envelope("conversation.attender.updated", entity);
  }

  ObjectNode replied(JsonNode conversation, JsonNode message) {
    ObjectNode entity = entity(conversation);
    ObjectNode shown = entity.putObject("message");
    shown
        .put("msgid", message.path("id").asText())
        .put("text", message.at("/message/text").asText());
    shown.putObject("meta");
    shown
        .putObject("sender")
        .put("id", message.at("/sender/id").asText())
        .put("name", message.at("/sender/name").asText())
        .put("type", "operator");
    return envelope("conversation.operator.replied", entity);
  }

  ObjectNode ended(JsonNode conversation) {
    boolean missed = conversation.path("status").asText().equals("Missed");
    ObjectNode entity = entity(conversation);
    entity.set("chat_status", conversation.path("chat_status").deepCopy());
    entity.put("status", conversation.path("status").asText());
    String time = conversation.path("end_time").asText();
    if (missed) {
      return envelope("conversation.missed", entity.put("missed_time", time));
    }
    entity.put("end_time", time).put("ended_by", conversation.path("ended_by").asText());
    entity.set("owner", owner());
    return envelope("conversation.completed", entity);
  }

  private ObjectNode entity(JsonNode conversation) {
    ObjectNode entity = Json.object();
    for (String field : List.of("id", "visitor_conversation_id", "reference_id", "question")) {
      entity.set(field, conversation.path(field).deepCopy());
    }
    entity.put("department_id", conversation.at("/department/id").asText());
    JsonNode visitor = conversation.path("visitor");
    entity
        .putObject("visitor")
        .put("id", visitor.path("id").asText())
        .put("type", "lead")
        .put("name", visitor.path("name").asText(""))
        .put("email_id", visitor.path("email").asText(""))
        .put("phone", visitor.path("phone").asText(""))
        .put("channel", "website");
    return entity;
  }

  private ObjectNode envelope(String event, ObjectNode entity) {
    ObjectNode envelope =
        Json.object()
            .put("entity_type", "conversation")
            .put("event", event)
            .put("entity_id", entity.path("id").asText());
    envelope.set("entity", entity);
    envelope.putObject("webhook").put("id", SalesIqWebhooks.ID);
    return envelope
        .put("org_id", settings.orgId())
        .put("app_id", settings.appId())
        .put("attempt", 1)
        .put("version", "1")
        .put("event_time", Long.toString(clock.millis()));
  }

  private static ObjectNode owner() {
    return Json.object()
        .put("id", SalesIqConversations.OPERATOR_ID)
        .put("name", SalesIqConversations.OPERATOR_NAME)
        .put("email_id", SalesIqConversations.OPERATOR_EMAIL)
        .put("type", "operator");
  }
}
