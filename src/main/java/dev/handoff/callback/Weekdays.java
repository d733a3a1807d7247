package dev.handoff.callback;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds weekdays, counting weeks from Monday whatever the machine's locale. "Next Friday" on a
 * Monday may be either Friday and is left open.
 */
final class Weekdays {

  static final String NAME = "(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)";

  private static final Pattern WEEKDAY =
      Pattern.compile(
          "(?<!\\p{L})(?:(next|this|coming|last) )?("
              + NAME
              + ")s?(?: (next week|this week))?(?!\\p{L})");
  private static final Pattern NEXT_WEEK = Pattern.compile("(?<!\\p{L})next week(?!\\p{L})");
  private static final Pattern WEEKEND = Pattern.compile("(?<!\\p{L})(next )?weekend(?!\\p{L})");

  private Weekdays() {}

  static Optional<Day> find(Remaining text, LocalDate today) {
    return text.take(WEEKDAY)
        .map(m -> weekday(m, today))
        .or(() -> text.take(NEXT_WEEK).map(m -> workingWeek(monday(today).plusWeeks(1))))
        .or(() -> text.take(WEEKEND).map(m -> weekend(m.group(1) != null, today)));
  }

  /** The day narrowed to the weekday said next to it; a weekday that contradicts it is a choice. */
  static Day checked(Day day, Remaining text, LocalDate today) {
    return text.take(WEEKDAY).map(m -> checked(day, m, today)).orElse(day);
  }

  private static Day checked(Day day, MatchResult m, LocalDate today) {
    DayOfWeek weekday = DayOfWeek.valueOf(m.group(2).toUpperCase(Locale.ROOT));
    List<LocalDate> same =
        day.dates().stream().filter(date -> date.getDayOfWeek() == weekday).toList();
    if (!same.isEmpty() || day.dates().isEmpty()) {
      return Day.anyOf(same);
    }
    LocalDate next = today.with(TemporalAdjusters.nextOrSame(weekday));
    return Day.anyOf(Stream.concat(day.dates().stream(), Stream.of(next)).sorted().toList());
  }

  private static Day weekday(MatchResult m, LocalDate today) {
    DayOfWeek weekday = DayOfWeek.valueOf(m.group(2).toUpperCase(Locale.ROOT));
    LocalDate thisWeek = monday(today).with(TemporalAdjusters.nextOrSame(weekday));
    LocalDate nextWeek = thisWeek.plusWeeks(1);
    if ("next week".equals(m.group(3))) {
      return Day.fixed(nextWeek);
    }
    if ("last".equals(m.group(1))) {
      return Day.fixed(today.with(TemporalAdjusters.previous(weekday)));
    }
    if ("next".equals(m.group(1))) {
      return thisWeek.isAfter(today) ? Day.anyOf(List.of(thisWeek, nextWeek)) : Day.fixed(nextWeek);
    }
    return new Day(List.of(today.with(TemporalAdjusters.nextOrSame(weekday))), Period.ofWeeks(1));
  }

  private static Day workingWeek(LocalDate monday) {
    return Day.anyOf(Stream.iterate(monday, day -> day.plusDays(1)).limit(5).toList());
  }

  private static Day weekend(boolean next, LocalDate today) {
    LocalDate saturday = monday(today).plusDays(next ? 12 : 5);
    return Day.anyOf(
        Stream.of(saturday, saturday.plusDays(1)).filter(day -> !day.isBefore(today)).toList());
  }

  private static LocalDate monday(LocalDate today) {
    return today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }
}
