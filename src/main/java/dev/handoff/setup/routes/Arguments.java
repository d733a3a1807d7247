package dev.handoff.setup.routes;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the parentheses of a call such as {@code copy(${body}, 'x')}.
 *
 * @param fault what is wrong with them, or null
 */
record Arguments(int count, @Nullable String fault) {

  static Arguments of(String written) {
    String rest = written.substring(written.indexOf('('));
    int count = 1;
    Deque<Character> open = new ArrayDeque<>();
    for (int at = 0; at < rest.length(); at++) {
      char letter = rest.charAt(at);
      boolean quoted = !open.isEmpty() && (open.peek() == '\'' || open.peek() == '"');
      if (!open.isEmpty() && letter == open.peek()) {
        open.pop();
        if (open.isEmpty()) {
          return closed(rest, at, count);
        }
      } else if (!quoted) {
        if (letter == '\'' || letter == '"') {
          open.push(letter);
        } else if (letter == '(' || letter == '{') {
          open.push(letter == '(' ? ')' : '}');
        } else if (letter == ',' && open.size() == 1) {
          count++;
        }
      }
    }
    return new Arguments(count, "is not closed: " + open.peek() + " is missing");
  }

  private static Arguments closed(String rest, int end, int count) {
    String after = rest.substring(end + 1).strip();
    if (!after.isEmpty()) {
      return new Arguments(count, "goes on after its end: " + after);
    }
    return new Arguments(rest.substring(1, end).isBlank() ? 0 : count, null);
  }

  /** The expressions within: each {@code ${...}} whole, those inside others with their outer. */
  static List<String> expressions(String written) {
    List<String> all = new ArrayList<>();
    int from = written.indexOf("${");
    while (from >= 0) {
      int depth = 0;
      int at = from + 1;
      do {
        depth += written.charAt(at) == '{' ? 1 : written.charAt(at) == '}' ? -1 : 0;
        at++;
      } while (depth > 0 && at < written.length());
      if (depth == 0) {
        all.add(written.substring(from, at));
      }
      from = written.indexOf("${", at);
    }
    return all;
  }
}
