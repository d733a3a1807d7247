package dev.handoff.intake.salesiq;

import static dev.handoff.intake.LenientJson.child;
import static dev.handoff.intake.LenientJson.first;
import static dev.handoff.intake.LenientJson.firstId;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Operator;
import dev.handoff.intake.salesiq.SalesIqEvent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes one event webhook apart: the envelope, or the bare entity, whose event is told by its
 * content (sheet section 7.2). Any JSON will do; what cannot be understood is {@link Kind#OTHER}.
 */
final class EventReader {

  private static final int MOST = 200;

  /** Names of the sheet (7.3) and of set-ups that go by the file names of a published example. */
  private static final Map<String, Kind> KINDS =
      Map.ofEntries(
          Map.entry("attenderupdated", Kind.ASSIGNED),
          Map.entry("operatorassignedupdate", Kind.ASSIGNED),
          Map.entry("operatorreplied", Kind.REPLIED),
          Map.entry("operatorsendmessage", Kind.REPLIED),
          Map.entry("visitorreplied", Kind.VISITOR_REPLIED),
          Map.entry("completed", Kind.COMPLETED),
          Map.entry("operatorconversationcomplete", Kind.COMPLETED),
          Map.entry("missed", Kind.MISSED),
          Map.entry("operatorconversationmissed", Kind.MISSED));

  private final JsonNode root;
  private final JsonNode entity;
  private final EventMessage message;
  private final EventTimes times;

  private EventReader(JsonNode root, Instant now) {
    this.root = root;
    JsonNode inner = child(root, "entity");
    this.entity = inner.isObject() ? inner : root;
    this.times = new EventTimes(now);
    this.message = new EventMessage(child(entity, "message"));
  }

  /** Every event of a body: one, or a list of them. */
  static List<SalesIqEvent> all(JsonNode body, Instant now) {
    List<SalesIqEvent> events = new ArrayList<>();
    if (body.isArray()) {
      body.forEach(
          one -> {
            if (events.size() < MOST) {
              events.add(new EventReader(one, now).read());
            }
          });
    } else {
      events.add(new EventReader(body, now).read());
    }
    return events;
  }

  private SalesIqEvent read() {
    Kind kind = kind();
    return new SalesIqEvent(
        kind,
        ids(),
        at(kind),
        operator(kind),
        kind == Kind.REPLIED ? message.id() : null,
        kind == Kind.REPLIED ? message.text() : "",
        first(entity, "ended_by"));
  }

  private Kind kind() {
    String name = first(root, "event", "event_name");
    Kind kind = name == null ? byContent() : KINDS.getOrDefault(plain(name), Kind.OTHER);
    return switch (kind) {
      case REPLIED -> message.isOfVisitor() ? Kind.VISITOR_REPLIED : unlessBot(kind);
      case ASSIGNED -> unlessBot(kind);
      case COMPLETED -> isMissed() ? Kind.MISSED : kind;
      case MISSED, VISITOR_REPLIED, BOT, OTHER -> kind;
    };
  }

  private static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String inner = lower.startsWith("conversation.") ? lower.substring(13) : lower;
    return inner.replaceAll("[^a-z]", "");
  }

  private Kind byContent() {
    if (message.isThere()) {
      return Kind.REPLIED;
    }
    if (isMissed() || times.first(entity, "missed_time") != null) {
      return Kind.MISSED;
    }
    if (times.first(entity, "end_time") != null || isOver()) {
      return Kind.COMPLETED;
    }
    if ("waiting".equalsIgnoreCase(first(child(entity, "chat_status"), "state_key"))) {
      return Kind.OTHER;
    }
    return attender().isObject() && !child(attender(), "id").isMissingNode()
        ? Kind.ASSIGNED
        : Kind.OTHER;
  }

  /** A visitor who leaves before anybody came ends a conversation that was missed. */
  private boolean isMissed() {
    return Stream.of(
            first(entity, "status"),
            first(child(entity, "chat_status"), "label"),
            first(child(entity, "chat_status"), "state_key"))
        .anyMatch(said -> "missed".equalsIgnoreCase(said));
  }

  private boolean isOver() {
    String status = first(entity, "status");
    return first(entity, "ended_by") != null
        || "closed".equalsIgnoreCase(first(child(entity, "chat_status"), "status_key"))
        || (status != null && status.toLowerCase(Locale.ROOT).startsWith("attended"));
  }

  private Kind unlessBot(Kind kind) {
    JsonNode who = kind == Kind.REPLIED ? message.sender() : attender();
    return isBot(who) ? Kind.BOT : kind;
  }

  private static boolean isBot(JsonNode who) {
    String type = first(who, "type");
    return (type != null && type.toLowerCase(Locale.ROOT).contains("bot"))
        || child(who, "is_bot").asBoolean(false)
        || String.valueOf(firstId(who, "id")).matches("b[_-]?\\d+");
  }

  /** Who has it; the owner where no attender is shown. */
  private JsonNode attender() {
    JsonNode attender = child(entity, "attender");
    return attender.isObject() && !attender.isEmpty() ? attender : child(entity, "owner");
  }

  /** Strings or numbers, wherever any version of the payload has them (sheet section 1.2). */
  private List<String> ids() {
    JsonNode inMessage = child(entity, "message");
    Set<String> ids = new LinkedHashSet<>();
    Stream.of(
            firstId(root, "entity_id"),
            firstId(entity, "id"),
            firstId(entity, "conversation_id"),
            firstId(root, "conversation_id"),
            firstId(entity, "visitor_conversation_id"),
            firstId(root, "visitor_conversation_id"),
            firstId(entity, "wms_chat_id"),
            firstId(entity, "chat_id"),
            firstId(inMessage, "conversation_id"),
            firstId(entity, "reference_id"))
        .filter(Objects::nonNull)
        .forEach(ids::add);
    return List.copyOf(ids);
  }

  private @Nullable Instant at(Kind kind) {
    Instant own =
        switch (kind) {
          case REPLIED, VISITOR_REPLIED -> message.at(times);
          case COMPLETED -> times.first(entity, "end_time");
          case MISSED -> times.first(entity, "missed_time", "end_time");
          case ASSIGNED, BOT, OTHER -> null;
        };
    if (own != null) {
      return own;
    }
    Instant told = times.first(root, "event_time");
    return told == null ? times.first(entity, "attended_time") : told;
  }

  private Operator operator(Kind kind) {
    JsonNode who = kind == Kind.REPLIED ? message.sender() : attender();
    return new Operator(
        firstId(who, "id"), firstId(who, "name"), firstId(who, "email_id", "email"));
  }
}
