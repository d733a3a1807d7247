package dev.handoff.callback;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts a day and a time of day together and judges the result against now. A time of day that is
 * skipped when clocks go forward moves by the skipped hour; one that comes twice is its first
 * coming.
 *
 * @param now in the zone in which day and time of day were said
 * @param halves whether the visitor's language counts hours to 12
 * @param zone the zone in which results are told
 */
record Moments(ZonedDateTime now, boolean halves, ZoneId zone) {

  private static final Period FARTHEST = Period.ofYears(1).plusDays(1);

  TimeReading of(@Nullable Day day, @Nullable ClockTime clock) {
    if (day != null && day.dates().isEmpty()) {
      return new TimeReading.None();
    }
    if (clock != null) {
      return judge(day == null ? next(clock) : on(day, clock));
    }
    return day == null ? new TimeReading.None() : dates(day.dates());
  }

  /** Which of the moments are still to come, and whether they leave a question. */
  TimeReading judge(List<ZonedDateTime> moments) {
    List<ZonedDateTime> told =
        moments.stream().map(at -> at.withZoneSameInstant(zone)).distinct().sorted().toList();
    List<ZonedDateTime> ahead = told.stream().filter(now::isBefore).toList();
    if (ahead.isEmpty()) {
      return new TimeReading.Past(told.get(0));
    }
    List<ZonedDateTime> near =
        ahead.stream().filter(at -> at.isBefore(now.plus(FARTHEST))).toList();
    if (near.isEmpty()) {
      return new TimeReading.TooFar(ahead.get(0));
    }
    return near.size() == 1 ? new TimeReading.Found(near.get(0)) : new TimeReading.Ambiguous(near);
  }

  private TimeReading dates(List<LocalDate> dates) {
    List<LocalDate> ahead = dates.stream().filter(date -> !date.isBefore(today())).toList();
    if (ahead.isEmpty()) {
      return new TimeReading.Past(dates.get(0).atStartOfDay(zone));
    }
    List<LocalDate> near =
        ahead.stream().filter(date -> date.isBefore(today().plus(FARTHEST))).toList();
    if (near.isEmpty()) {
      return new TimeReading.TooFar(ahead.get(0).atStartOfDay(zone));
    }
    return near.size() == 1
        ? new TimeReading.DateOnly(near.get(0))
        : new TimeReading.AmbiguousDate(near);
  }

  private List<ZonedDateTime> next(ClockTime clock) {
    return times(clock, false).stream().map(this::next).toList();
  }

  private ZonedDateTime next(LocalTime time) {
    ZonedDateTime at = today().atTime(time).atZone(now.getZone());
    return at.isAfter(now) ? at : today().plusDays(1).atTime(time).atZone(now.getZone());
  }

  private List<ZonedDateTime> on(Day day, ClockTime clock) {
    return day.dates().stream().flatMap(date -> on(date, day.again(), clock).stream()).toList();
  }

  private List<ZonedDateTime> on(LocalDate date, Period again, ClockTime clock) {
    if (clock instanceof ClockTime.Midnight) {
      List<ZonedDateTime> both = at(Stream.of(date, date.plusDays(1)), LocalTime.MIDNIGHT);
      return date.equals(today()) ? both.subList(1, 2) : both;
    }
    List<ZonedDateTime> first = at(date, times(clock, true));
    if (first.stream().anyMatch(now::isBefore)) {
      return first.stream().filter(now::isBefore).toList();
    }
    if (!again.isZero()) {
      return at(date.plus(again), times(clock, true));
    }
    return clock instanceof ClockTime.HalfDay half ? at(date, half.both()) : first;
  }

  /** Nine to twelve on a named day are working hours; a smaller number may be either half. */
  private List<LocalTime> times(ClockTime clock, boolean dayNamed) {
    if (clock instanceof ClockTime.Exact exact) {
      return List.of(exact.time());
    }
    if (!(clock instanceof ClockTime.HalfDay half)) {
      return List.of(LocalTime.MIDNIGHT);
    }
    boolean certain = halves ? dayNamed && half.hour() >= 9 : half.hour() >= 7;
    if (!certain) {
      return half.both();
    }
    return List.of(half.hour() == 12 ? half.pm() : half.am());
  }

  private List<ZonedDateTime> at(LocalDate date, List<LocalTime> times) {
    return times.stream().map(time -> date.atTime(time).atZone(now.getZone())).toList();
  }

  private List<ZonedDateTime> at(Stream<LocalDate> dates, LocalTime time) {
    return dates.map(date -> date.atTime(time).atZone(now.getZone())).toList();
  }

  private LocalDate today() {
    return now.toLocalDate();
  }
}
