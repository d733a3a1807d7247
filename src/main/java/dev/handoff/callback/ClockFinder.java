package dev.handoff.callback;

import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the time of day. The first time of a span such as "3-5 pm" counts. */
final class ClockFinder {

  private static final Pattern SPAN =
      Pattern.compile(
          "(?<![\\d/:.-])(\\d{1,2})(?::(\\d{2}))? ?(?:-|to|and|until|till) ?(\\d{1,2})(?::\\d{2})? ?([ap])\\.? ?m(?!\\p{L})\\.?");
  private static final Pattern MERIDIEM =
      Pattern.compile(
          "~?(?<!\\d)(\\d{1,2})(?:[:.h](\\d{2}))?(?::\\d{2})? ?([ap])\\.? ?m(?![\\p{L}\\d])\\.?");
  private static final Pattern DOTTED =
      Pattern.compile(
          "(?<=at |around |by |after )(\\d{1,2})\\.([0-5]\\d)(?![.\\d])"
              + "|(?<![\\d./:-])(\\d{1,2})\\.(00|1[3-9]|[2-5]\\d)(?![\\d./:-]?\\d)");
  private static final Pattern COLON =
      Pattern.compile("(~?)(?<![\\d:])(\\d{1,2})[:h](\\d{2})(?::\\d{2})?(?!\\d)");
  private static final Pattern O_CLOCK =
      Pattern.compile("(?<!\\d)(\\d{1,2}) ?(?:o'clock|h)(?!\\p{L})");
  private static final Pattern MILITARY =
      Pattern.compile(
          "(?<=at |around |by |after )([01]\\d|2[0-3])([0-5]\\d)(?!\\d)|(?<!\\d)([01]\\d|2[0-3])([0-5]\\d) ?(?:h|hrs|hours)(?!\\p{L})");
  private static final Pattern AT_HOUR =
      Pattern.compile(
          "(?<!\\p{L})(?:at|@|around|about|by|after|between|from) ?(?:about |around )?(\\d{1,2})(?![\\d/:.%-]|(?:st|nd|rd|th))");
  private static final Pattern NOON = Pattern.compile("(?<!\\p{L})(?:12 )?noon(?!\\p{L})");
  private static final Pattern MIDNIGHT = Pattern.compile("(?<!\\p{L})(?:12 )?midnight(?!\\p{L})");
  private static final Pattern PART =
      Pattern.compile("(?<!\\p{L})(morning|afternoon|evening|night)(?!\\p{L})");
  private static final Pattern ONLY_NUMBER =
      Pattern.compile(
          "(?:(?:please|pls|ok|okay|yes|call|me|maybe|on|then|the|thanks|thank|you|bitte|i|think)(?!\\p{L})|[\\s;,.!?])*+"
              + "(?:(0?[1-9]|1\\d|2[0-3])|([01]\\d|2[0-3])([0-5]\\d))"
              + "(?:(?:please|pls|ok|okay|then|is|fine|works|thanks|thank|you|on|in|at|the|this|bitte)(?!\\p{L})|[\\s;,.!?])*+");

  private static final Map<String, LocalTime> PARTS =
      Map.of(
          "morning", LocalTime.of(9, 0),
          "afternoon", LocalTime.of(14, 0),
          "evening", LocalTime.of(18, 0),
          "night", LocalTime.of(20, 0));

  private ClockFinder() {}

  /** Times that carry a mark of their own: a colon, "pm", "at". */
  static Optional<ClockTime> marked(Remaining text) {
    return span(text)
        .or(() -> text.take(MERIDIEM).flatMap(m -> meridiem(m.group(1), m.group(2), m.group(3))))
        .or(() -> text.take(MILITARY).flatMap(ClockFinder::eitherPair))
        .or(() -> text.take(DOTTED).flatMap(ClockFinder::eitherPair))
        .or(
            () ->
                text.take(COLON)
                    .flatMap(m -> digital(m.group(2), m.group(3), m.group(1).equals("~"))))
        .or(() -> text.take(O_CLOCK).flatMap(m -> hour(m.group(1))))
        .or(() -> text.take(NOON).map(m -> new ClockTime.Exact(LocalTime.NOON)))
        .or(() -> text.take(MIDNIGHT).map(m -> new ClockTime.Midnight()))
        .or(() -> text.take(AT_HOUR).flatMap(m -> hour(m.group(1))));
  }

  /** A bare number, when nothing else is left of the message. */
  static Optional<ClockTime> bare(Remaining text) {
    var matcher = ONLY_NUMBER.matcher(text.text());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return matcher.group(1) == null
        ? digital(matcher.group(2), matcher.group(3), false)
        : hour(matcher.group(1));
  }

  /** Morning, afternoon, evening or night. */
  static Optional<String> part(Remaining text) {
    return text.take(PART).map(m -> m.group(1));
  }

  /** The time with the part of the day, where the message has one, settling what it can. */
  static ClockTime within(@Nullable String part, ClockTime time) {
    if (part == null || !(time instanceof ClockTime.HalfDay half)) {
      return time;
    }
    boolean early = part.equals("morning") || (part.equals("night") && half.hour() < 5);
    if (part.equals("night") && half.hour() == 12) {
      return new ClockTime.Midnight();
    }
    return new ClockTime.Exact(early ? half.am() : half.pm());
  }

  static ClockTime usual(String part) {
    return new ClockTime.Exact(PARTS.getOrDefault(part, LocalTime.NOON));
  }

  private static Optional<ClockTime> span(Remaining text) {
    return text.take(SPAN)
        .flatMap(
            m -> {
              boolean turns = Integer.parseInt(m.group(1)) % 12 > Integer.parseInt(m.group(3)) % 12;
              String end = m.group(4);
              String start = !turns ? end : end.equals("p") ? "a" : "p";
              return meridiem(m.group(1), m.group(2), start);
            });
  }

  private static Optional<ClockTime> eitherPair(MatchResult m) {
    return m.group(1) == null
        ? digital(m.group(3), m.group(4), false)
        : digital(m.group(1), m.group(2), false);
  }

  private static Optional<ClockTime> meridiem(String hours, @Nullable String minutes, String half) {
    int hour = Integer.parseInt(hours);
    int minute = minutes == null ? 0 : Integer.parseInt(minutes);
    if (hour > 12 || hour == 0) {
      return exact(hour, minute);
    }
    return exact(hour % 12 + (half.equals("p") ? 12 : 0), minute);
  }

  /** Two digits for the hour are a 24-hour clock, one digit may be either half of the day. */
  private static Optional<ClockTime> digital(String hours, String minutes, boolean spoken) {
    int hour = Integer.parseInt(hours);
    int minute = Integer.parseInt(minutes);
    boolean twoHalves = hour >= 1 && hour <= 12 && (spoken || hours.length() == 1);
    return twoHalves && minute < 60
        ? Optional.of(new ClockTime.HalfDay(hour, minute))
        : exact(hour, minute);
  }

  private static Optional<ClockTime> hour(String hours) {
    return digital(hours, "00", !hours.startsWith("0"));
  }

  private static Optional<ClockTime> exact(int hour, int minute) {
    return hour < 24 && minute < 60
        ? Optional.of(new ClockTime.Exact(LocalTime.of(hour, minute)))
        : Optional.empty();
  }
}
