package dev.handoff.callback;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Understands an answer to "which of these?": "PM", "the first", "afternoon", "5 June". */
final class Choice {

  private static final Pattern FIRST =
      Pattern.compile(
          "(?<!\\p{L})(?:first|1st|former|earlier|earliest|erste[rns]?|premiere?|primer[ao]?)(?!\\p{L})|^\\W*(?:option |#)?1\\W*$");
  private static final Pattern SECOND =
      Pattern.compile(
          "(?<!\\p{L})(?:second|2nd|zweite[rns]?|deuxieme|segund[ao])(?!\\p{L})|^\\W*(?:option |#)?2\\W*$");
  private static final Pattern THIRD =
      Pattern.compile("(?<!\\p{L})(?:third|3rd)(?!\\p{L})|^\\W*(?:option |#)?3\\W*$");
  private static final Pattern LAST =
      Pattern.compile(
          "(?<!\\p{L})(?:last|latter|later|latest|letzte[rns]?|derniere?|ultim[ao])(?!\\p{L})");
  private static final Pattern AM =
      Pattern.compile("(?<!\\p{L})(?:a\\.? ?m\\.?|morning)(?!\\p{L})");
  private static final Pattern PM =
      Pattern.compile("(?<!\\p{L})(?:p\\.? ?m\\.?|afternoon|evening|night|noon)(?!\\p{L})");
  private static final Pattern MONTH = Pattern.compile("(?<!\\p{L})" + Shapes.MONTH);
  private static final Pattern WEEKDAY = Pattern.compile("(?<!\\p{L})" + Weekdays.NAME);
  private static final Pattern DAY_OF_MONTH =
      Pattern.compile(
          "(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|\\.?(?= ?"
              + Shapes.MONTH
              + "))|(?<="
              + Shapes.MONTH
              + " )(\\d{1,2})(?!\\d)");
  private static final Pattern BARE_NUMBER = Pattern.compile("^\\W*(\\d{1,2})\\W*$");

  private Choice() {}

  /** The choices the answer leaves, fewer than given; empty when it settles nothing. */
  static <T extends TemporalAccessor> List<T> among(List<T> choices, String answer) {
    List<T> left = choices;
    for (Predicate<TemporalAccessor> wish : wishes(choices, answer).toList()) {
      left = left.stream().filter(wish).toList();
    }
    boolean settled = !left.isEmpty() && left.size() < choices.size();
    return settled ? left : position(choices, answer).map(List::of).orElse(List.of());
  }

  private static Stream<Predicate<TemporalAccessor>> wishes(
      List<? extends TemporalAccessor> choices, String answer) {
    Remaining text = new Remaining(answer);
    return Stream.of(
            ClockFinder.marked(new Remaining(SpokenNumbers.inDigits(answer)))
                .flatMap(Choice::clock),
            text.take(WEEKDAY).map(m -> weekday(m.group())),
            text.take(DAY_OF_MONTH)
                .map(m -> dayOfMonth(m.group(1) == null ? m.group(2) : m.group(1)))
                .filter(day -> choices.stream().anyMatch(day)),
            text.take(MONTH).map(m -> month(m.group())),
            text.take(AM).map(m -> half(0)),
            text.take(PM).map(m -> half(1)))
        .flatMap(Optional::stream);
  }

  private static <T extends TemporalAccessor> Optional<T> position(List<T> choices, String answer) {
    Remaining text = new Remaining(answer);
    if (text.take(BARE_NUMBER)
        .filter(m -> choices.stream().anyMatch(hour(m.group(1))))
        .isPresent()) {
      return Optional.empty();
    }
    text = new Remaining(answer);
    int index =
        text.has(FIRST)
            ? 0
            : text.has(SECOND) ? 1 : text.has(THIRD) ? 2 : text.has(LAST) ? choices.size() - 1 : -1;
    return index >= 0 && index < choices.size()
        ? Optional.of(choices.get(index))
        : Optional.empty();
  }

  private static Predicate<TemporalAccessor> half(int half) {
    return choice ->
        !choice.isSupported(ChronoField.AMPM_OF_DAY) || choice.get(ChronoField.AMPM_OF_DAY) == half;
  }

  private static Predicate<TemporalAccessor> hour(String hour) {
    return choice ->
        choice.isSupported(ChronoField.CLOCK_HOUR_OF_AMPM)
            && choice.get(ChronoField.CLOCK_HOUR_OF_AMPM) == Integer.parseInt(hour);
  }

  private static Optional<Predicate<TemporalAccessor>> clock(ClockTime clock) {
    if (!(clock instanceof ClockTime.Exact exact)) {
      return Optional.empty();
    }
    return Optional.of(
        choice ->
            !choice.isSupported(ChronoField.MINUTE_OF_DAY)
                || LocalTime.from(choice).equals(exact.time()));
  }

  private static Predicate<TemporalAccessor> dayOfMonth(String number) {
    return choice -> choice.get(ChronoField.DAY_OF_MONTH) == Integer.parseInt(number);
  }

  private static Predicate<TemporalAccessor> weekday(String name) {
    DayOfWeek weekday = DayOfWeek.valueOf(name.toUpperCase(Locale.ROOT));
    return choice -> DayOfWeek.from(choice) == weekday;
  }

  private static Predicate<TemporalAccessor> month(String name) {
    int month = CalendarDates.month(name);
    return choice -> choice.get(ChronoField.MONTH_OF_YEAR) == month;
  }
}
