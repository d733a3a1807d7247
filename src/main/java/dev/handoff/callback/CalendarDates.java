package dev.handoff.callback;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds dates written with a day and a month: 2026-11-28, 28/11, 28 November, the 28th. */
final class CalendarDates {

  private static final Pattern YEAR_FIRST =
      Pattern.compile(
          "(?<!\\d)(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})(?!\\d)|(?<!\\d)(20\\d{2})(\\d{2})(\\d{2})(?!\\d)");
  private static final Pattern NUMERIC =
      Pattern.compile(
          "(?<![\\d:./-])(\\d{1,2})([/.-])(\\d{1,2})(?!\\d)(?:\\2((?:19|20)?\\d{2})(?!\\d))?(?![./-]?\\d|:)");
  private static final String YEAR = "(?:,? ((?:19|20)\\d{2})(?!\\d))?";
  private static final String NTH = "(\\d{1,2})(?:st|nd|rd|th)?";
  private static final Pattern DAY_MONTH =
      Pattern.compile("(?<!\\d)" + NTH + "\\.?[ -]?(?:of )?(" + Shapes.MONTH + ")" + YEAR);
  private static final Pattern MONTH_DAY =
      Pattern.compile(
          "(?<!\\p{L})(" + Shapes.MONTH + ")[ -]?(?:the )?" + NTH + "(?![\\d:\\p{L}])" + YEAR);
  private static final Pattern NTH_ALONE =
      Pattern.compile("(?<!\\d)(\\d{1,2})(?:st|nd|rd|th)(?!\\p{L})|(?<=on )(\\d{1,2})\\.(?!\\d)");

  private static final Map<String, Integer> MONTHS =
      IntStream.rangeClosed(1, 12)
          .boxed()
          .collect(
              Collectors.toMap(
                  month -> Month.of(month).name().substring(0, 3).toLowerCase(Locale.ROOT),
                  month -> month));

  private CalendarDates() {}

  static Optional<Day> find(Remaining text, DayOrder order, LocalDate today) {
    return text.take(YEAR_FIRST)
        .map(CalendarDates::yearFirst)
        .or(
            () ->
                text.take(DAY_MONTH)
                    .map(m -> day(m.group(1), month(m.group(2)), m.group(3), today)))
        .or(
            () ->
                text.take(MONTH_DAY)
                    .map(m -> day(m.group(2), month(m.group(1)), m.group(3), today)))
        .or(() -> text.take(NUMERIC).map(m -> numeric(m, order, today)))
        .or(() -> text.take(NTH_ALONE).map(m -> nth(m, today)));
  }

  private static Day yearFirst(MatchResult m) {
    return m.group(1) == null
        ? exact(m.group(5), m.group(6), m.group(7))
        : exact(m.group(1), m.group(3), m.group(4));
  }

  private static Day exact(String year, String month, String day) {
    return date(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day))
        .map(Day::fixed)
        .orElseGet(Day::impossible);
  }

  private static Day numeric(MatchResult m, DayOrder order, LocalDate today) {
    Day dayFirst = day(m.group(1), Integer.parseInt(m.group(3)), m.group(4), today);
    Day monthFirst = day(m.group(3), Integer.parseInt(m.group(1)), m.group(4), today);
    if (monthFirst.dates().isEmpty() || m.group(2).equals(".")) {
      return dayFirst;
    }
    if (dayFirst.dates().isEmpty()) {
      return monthFirst;
    }
    return switch (order) {
      case DAY_FIRST -> dayFirst;
      case MONTH_FIRST -> monthFirst;
      case UNKNOWN ->
          Day.anyOf(
              Stream.concat(dayFirst.dates().stream(), monthFirst.dates().stream())
                  .distinct()
                  .sorted()
                  .toList());
    };
  }

  /** Without a year: this year's day or, once it is over, the next year's that has it. */
  private static Day day(String dayOfMonth, int month, @Nullable String year, LocalDate today) {
    int day = Integer.parseInt(dayOfMonth);
    if (year != null) {
      int written = Integer.parseInt(year);
      return date(written < 100 ? 2000 + written : written, month, day)
          .map(Day::fixed)
          .orElseGet(Day::impossible);
    }
    return IntStream.rangeClosed(today.getYear(), today.getYear() + 8)
        .mapToObj(candidate -> date(candidate, month, day))
        .flatMap(Optional::stream)
        .filter(date -> !date.isBefore(today))
        .findFirst()
        .map(Day::fixed)
        .orElseGet(Day::impossible);
  }

  private static Day nth(MatchResult m, LocalDate today) {
    int day = Integer.parseInt(m.group(1) == null ? m.group(2) : m.group(1));
    return IntStream.rangeClosed(0, 12)
        .mapToObj(today::plusMonths)
        .map(month -> date(month.getYear(), month.getMonthValue(), day))
        .flatMap(Optional::stream)
        .filter(date -> !date.isBefore(today))
        .findFirst()
        .map(Day::fixed)
        .orElseGet(Day::impossible);
  }

  static int month(String name) {
    return MONTHS.getOrDefault(name.substring(0, 3), 0);
  }

  private static Optional<LocalDate> date(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.of(year, month, day));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }
}
