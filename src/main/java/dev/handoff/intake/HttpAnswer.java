package dev.handoff.intake;

import dev.handoff.handoff.HandoffId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is sent back to a caller.
 *
 * @param body written as JSON; text is sent as it is
 */
public record HttpAnswer(int status, String contentType, Map<String, String> headers, Object body) {

  public static final String JSON = "application/json";
  public static final String PROBLEM = "application/problem+json";
  public static final String HANDOFF_ID = "X-Handoff-Id";

  /** An ordinary JSON answer. */
  public static HttpAnswer json(int status, Object body) {
    return new HttpAnswer(status, JSON, Map.of(), body);
  }

  /** The same answer, saying which handoff it is about; as it is when there is none. */
  public HttpAnswer about(@Nullable HandoffId handoff) {
    return handoff == null ? this : with(HANDOFF_ID, handoff.value());
  }

  /**
   * The same answer to a call about several things; with two handoffs among them, it names none.
   */
  public HttpAnswer about(Set<HandoffId> handoffs) {
    return handoffs.size() == 1 ? about(handoffs.iterator().next()) : this;
  }

  /** The same answer with one more header. */
  public HttpAnswer with(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new HttpAnswer(status, contentType, all, body);
  }
}
