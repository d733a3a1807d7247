package dev.handoff.routing;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a day, in minutes from its midnight; one that ends after 24:00 goes on into the next
 * day.
 *
 * @param from 0 to 1439
 * @param to later than {@code from}, at most a day later
 */
record Span(int from, int to) {

  static final int DAY = 24 * 60;
  static final Span WHOLE_DAY = new Span(0, DAY);

  private static final Pattern WRITTEN =
      Pattern.compile(
          "([01]?\\d|2[0-3]):([0-5]\\d)\\s*[-–]\\s*(?:([01]?\\d|2[0-3]):([0-5]\\d)|24:00)");

  /** A span such as {@code 09:00-17:30}, or past midnight {@code 22:00-06:00}. */
  static Optional<Span> read(String text) {
    Matcher found = WRITTEN.matcher(text.strip());
    if (!found.matches()) {
      return Optional.empty();
    }
    int from = minutes(found.group(1), found.group(2));
    int to = found.group(3) == null ? DAY : minutes(found.group(3), found.group(4));
    if (from == to) {
      return Optional.empty();
    }
    return Optional.of(new Span(from, to > from ? to : to + DAY));
  }

  private static int minutes(String hours, String minutes) {
    return Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
  }

  boolean overlaps(Span other) {
    return from < other.to && other.from < to;
  }
}
