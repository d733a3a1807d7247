package dev.handoff.webchat;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Up to which message a reader has read; 0 is the beginning. */
final class Place {

  private static final List<String> PARAMETERS = List.of("after", "lastEventId");

  /** Any number of so many digits fits into a long. */
  private static final int FITTING = 18;

  private Place() {}

  /**
   * The header of a browser that reconnects wins; then the query, for those who do it themselves.
   */
  static long of(HttpServletRequest request) {
    String header = request.getHeader("Last-Event-ID");
    if (header != null && !header.isBlank()) {
      return read("Last-Event-ID", header);
    }
    for (String name : PARAMETERS) {
      String value = request.getParameter(name);
      if (value != null && !value.isBlank()) {
        return read(name, value);
      }
    }
    return 0;
  }

  /**
   * @throws ChatProblem 400 when it is not a number of 0 or more
   */
  static long read(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      return 0;
    }
    String digits = value.strip();
    if (!digits.matches("[0-9]+")) {
      throw ChatProblem.malformed(
          name + " is not the id of a message (expected: a whole number, 0 or more)");
    }
    return digits.length() > FITTING ? Long.MAX_VALUE : Long.parseLong(digits);
  }
}
