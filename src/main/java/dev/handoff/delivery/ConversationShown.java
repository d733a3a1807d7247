package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.handoff.handoff.HumanEvent;
import dev.handoff.handoff.Operator;
import dev.handoff.handoff.References;
import dev.handoff.handoff.ReleaseReason;
import dev.handoff.handoff.SafeText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What SalesIQ shows of a conversation (salesiq.md 4.2), in the words and under the names by which
 * its events tell the same. Nothing is said of one that waits.
 */
public final class ConversationShown {

  private final JsonNode data;
  private final Instant now;

  /**
   * @param now stands for times that are not shown
   */
  public ConversationShown(JsonNode data, Instant now) {
    this.data = data;
    this.now = now;
  }

  /** All that has happened so far, in order. */
  public List<HumanEvent> events() {
    List<HumanEvent> events = new ArrayList<>(taken());
    events.addAll(over());
    return events;
  }

  /** Who took it. */
  public List<HumanEvent> taken() {
    JsonNode attender = attender();
    String id = SafeText.of(attender.path("id").asText("")).strip();
    if (id.isEmpty() || attender.path("is_bot").asBoolean(false)) {
      return List.of();
    }
    Operator operator =
        new Operator(
            id,
            attender.path("name").asText(null),
            attender.path("email").asText(attender.path("email_id").asText(null)));
    Instant at = time("attended_time");
    return List.of(
        new HumanEvent.Assigned(
            References.SALESIQ,
            "assigned:" + id + ":" + millis(at),
            at == null ? now : at,
            operator));
  }

  /** How it ended, if it has. */
  public List<HumanEvent> over() {
    Instant end = time("end_time");
    if (end == null && !is("status_key", "closed") && !is("state_key", "ended", "missed")) {
      return List.of();
    }
    boolean missed = is("state_key", "missed") || is("label", "missed") || taken().isEmpty();
    Instant missedAt = time("missed_time");
    Instant at = missed && missedAt != null ? missedAt : end;
    return List.of(
        new HumanEvent.Ended(
            References.SALESIQ,
            (missed ? "missed:" : "completed:") + millis(at),
            at == null ? now : at,
            missed ? ReleaseReason.MISSED : reason(),
            null));
  }

  private ReleaseReason reason() {
    return data.path("ended_by").asText("").equalsIgnoreCase("visitor")
        ? ReleaseReason.VISITOR
        : ReleaseReason.COMPLETED;
  }

  /** An owner has it only once it was attended: a chat that waits may show whose it would be. */
  private JsonNode attender() {
    JsonNode attender = data.path("attender");
    if (is("state_key", "waiting")) {
      return MissingNode.getInstance();
    }
    if (attender.isObject() && !attender.isEmpty()) {
      return attender;
    }
    boolean isAttended = time("attended_time") != null || is("state_key", "connected");
    return isAttended ? data.path("owner") : MissingNode.getInstance();
  }

  private boolean is(String key, String... values) {
    String shown = data.path("chat_status").path(key).asText("").toLowerCase(Locale.ROOT);
    return List.of(values).contains(shown);
  }

  private @Nullable Instant time(String field) {
    String text = data.path(field).asText("");
    return text.matches("[1-9]\\d{11,13}") ? Instant.ofEpochMilli(Long.parseLong(text)) : null;
  }

  private static String millis(@Nullable Instant time) {
    return time == null ? "" : Long.toString(time.toEpochMilli());
  }
}
