package dev.handoff.intake.salesiq;

import dev.handoff.handoff.HumanEvent;
import dev.handoff.handoff.Operator;
import dev.handoff.handoff.ReleaseReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event of SalesIQ, read leniently (sheet sections 7 and 10).
 *
 * @param ids every id of the conversation that came along, the best one first
 * @param at when it happened, by SalesIQ's clock; null when nothing tells
 * @param operator who took the conversation, wrote or ended it
 * @param messageId SalesIQ's id of the message
 * @param text what was written, with a line for each file; empty for other events
 * @param endedBy {@code agent}, {@code visitor}, {@code system} or whatever else it says
 */
public record SalesIqEvent(
    Kind kind,
    List<String> ids,
    @Nullable Instant at,
    Operator operator,
    @Nullable String messageId,
    String text,
    @Nullable String endedBy) {

  static final String SOURCE = "salesiq";

  /** What happened, as far as it matters here. */
  public enum Kind {
    /** An operator took the conversation. */
    ASSIGNED,
    /** An operator wrote. */
    REPLIED,
    /** The conversation is over. */
    COMPLETED,
    /** Nobody took it. */
    MISSED,
    /** The visitor wrote, or the gateway in the visitor's name; nobody needs to hear it again. */
    VISITOR_REPLIED,
    /** A bot of SalesIQ took the conversation or wrote; it is no person. */
    BOT,
    /** Anything else. */
    OTHER;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public SalesIqEvent {
    ids = List.copyOf(ids);
  }

  /**
   * The same in the subject's words; empty for what nobody has to hear. What has no id of SalesIQ
   * is named by what it says and when, so that a repetition gets the same name. That somebody came
   * at no time is named by its arrival: the same person may come again, and who is there already is
   * no news.
   *
   * @param now stands for the time of an event that does not tell it
   */
  Optional<HumanEvent> asHumanEvent(Instant now) {
    Instant when = at == null ? now : at;
    return switch (kind) {
      case ASSIGNED ->
          Optional.of(
              new HumanEvent.Assigned(
                  SOURCE, "assigned:" + operator.id() + ":" + when.toEpochMilli(), when, operator));
      case REPLIED ->
          text.isEmpty()
              ? Optional.empty()
              : Optional.of(new HumanEvent.Replied(SOURCE, replyId(), when, operator, text));
      case COMPLETED ->
          Optional.of(new HumanEvent.Ended(SOURCE, "completed:" + time(), when, reason(), null));
      case MISSED ->
          Optional.of(
              new HumanEvent.Ended(SOURCE, "missed:" + time(), when, ReleaseReason.MISSED, null));
      case VISITOR_REPLIED, BOT, OTHER -> Optional.empty();
    };
  }

  private ReleaseReason reason() {
    return "visitor".equalsIgnoreCase(endedBy) ? ReleaseReason.VISITOR : ReleaseReason.COMPLETED;
  }

  private String replyId() {
    if (messageId != null) {
      return messageId;
    }
    String said = operator.id() + "|" + time() + "|" + text;
    return "said:" + UUID.nameUUIDFromBytes(said.getBytes(StandardCharsets.UTF_8));
  }

  private String time() {
    return at == null ? "" : Long.toString(at.toEpochMilli());
  }

  @Override
  public String toString() {
    return "SalesIqEvent[" + kind + ", " + ids + "]";
  }
}
