package dev.handoff.intake.zobot;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the bot answers (sheet section 5.5). Serialisable as it is, so that a repeated call gets the
 * same answer; {@link #asResponse} and {@link #asCallback} are the two forms SalesIQ reads.
 *
 * @param replies always sent, even when empty
 * @param suggestions buttons; while they are shown the visitor cannot type
 * @param department id of the department a {@code forward} goes to; null means any
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ZobotAnswer(
    Action action, List<String> replies, List<String> suggestions, @Nullable String department) {

  /** What SalesIQ is to do. */
  public enum Action {
    REPLY,
    FORWARD,
    PENDING,
    OPERATOR_BUSY,
    END;

    /** The name SalesIQ knows it by. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public ZobotAnswer {
    replies = replies == null ? List.of() : List.copyOf(replies);
    suggestions = suggestions == null ? List.of() : List.copyOf(suggestions);
  }

  /** Says that; nothing at all leaves the chat as it is. */
  public static ZobotAnswer reply(String... replies) {
    return of(Action.REPLY, List.of(replies));
  }

  /** Says that and shows buttons; fit them to the channel first. */
  public static ZobotAnswer reply(List<String> replies, List<String> suggestions) {
    return new ZobotAnswer(Action.REPLY, replies, suggestions, null);
  }

  /** Gives the chat to the operators of a department. */
  public static ZobotAnswer forward(@Nullable String department, List<String> replies) {
    return new ZobotAnswer(Action.FORWARD, replies, List.of(), department);
  }

  /** Promises an answer through the callback API within three minutes. */
  public static ZobotAnswer pending(List<String> replies) {
    return of(Action.PENDING, replies);
  }

  /** Asks the visitor to leave a message; SalesIQ marks the chat as missed. */
  public static ZobotAnswer operatorBusy(List<String> replies) {
    return of(Action.OPERATOR_BUSY, replies);
  }

  /** Says a last word and ends the chat. */
  public static ZobotAnswer end(List<String> replies) {
    return of(Action.END, replies);
  }

  /** The body of a webhook response. */
  public Map<String, Object> asResponse() {
    return body(replies);
  }

  /**
   * The body for the callback API, which wants its replies as objects (sheet section 6). A {@code
   * forward} becomes a plain reply there: a late one is not known to work.
   */
  public Map<String, Object> asCallback() {
    Map<String, Object> body =
        body(
            replies.stream()
                .map(text -> Map.of("text", text))
                .collect(Collectors.toUnmodifiableList()));
    if (action == Action.FORWARD) {
      body.put("action", Action.REPLY.wireName());
      body.remove("department");
    }
    return body;
  }

  private Map<String, Object> body(List<?> entries) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("action", action.wireName());
    body.put("replies", entries);
    if (!suggestions.isEmpty()) {
      body.put("suggestions", suggestions);
    }
    if (department != null) {
      body.put("department", department);
    }
    return body;
  }

  private static ZobotAnswer of(Action action, List<String> replies) {
    return new ZobotAnswer(action, replies, List.of(), null);
  }
}
