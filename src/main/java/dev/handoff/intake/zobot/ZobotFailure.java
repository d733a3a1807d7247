package dev.handoff.intake.zobot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.intake.LenientJson;
import org.jspecify.annotations.Nullable;

/**
 * SalesIQ could not carry out an earlier answer (sheet section 5.6).
 *
 * @param words the description as sent, else the code
 * @param failedAction the action of the answer that failed, such as {@code forward}
 */
public record ZobotFailure(Cause cause, @Nullable String words, @Nullable String failedAction) {

  /** Why; not to be confused with the equally numbered errors of the REST API. */
  public enum Cause {
    OFFLINE_HOURS("1001"),
    OPERATORS_NOT_AVAILABLE("1002"),
    INVALID_OPERATORS("1003"),
    MORE_THAN_MAX_LENGTH("1005"),
    EXECUTION_FAILURE("1007"),
    UNKNOWN("");

    private final String code;

    Cause(String code) {
      this.code = code;
    }

    private static Cause of(@Nullable String code, @Nullable String words) {
      for (Cause cause : values()) {
        if (cause != UNKNOWN
            && (cause.code.equals(code)
                || cause.code.equals(words)
                || cause.name().equalsIgnoreCase(words))) {
          return cause;
        }
      }
      return UNKNOWN;
    }
  }

  static ZobotFailure read(JsonNode root) {
    JsonNode cause = LenientJson.child(root, "cause");
    String code = LenientJson.first(cause, "code");
    String said = LenientJson.first(cause, "desc", "description", "message");
    String words = said == null && cause.isValueNode() ? LenientJson.first(root, "cause") : said;
    return new ZobotFailure(
        Cause.of(code, words),
        words == null ? code : words,
        LenientJson.first(LenientJson.child(root, "failed_response"), "action"));
  }

  /** Whether it was the transfer to an operator that failed. */
  boolean isTransfer() {
    return "forward".equalsIgnoreCase(failedAction)
        || switch (cause) {
          case OFFLINE_HOURS, OPERATORS_NOT_AVAILABLE, INVALID_OPERATORS -> true;
          case MORE_THAN_MAX_LENGTH, EXECUTION_FAILURE, UNKNOWN -> false;
        };
  }
}
