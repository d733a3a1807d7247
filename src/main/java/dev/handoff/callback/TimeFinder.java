package dev.handoff.callback;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the time out of a message already in plain English words and without phone number. */
final class TimeFinder {

  private static final Pattern SOON = Pattern.compile("(?<!\\p{L})asap(?!\\p{L})");
  private static final Pattern AFTER_A_WHILE =
      Pattern.compile(
          "(?<!\\p{L})(?:(?:in|within)(?: the)?(?: next)? (?:about )?(\\d{1,3}) (hour|minute)s?"
              + "(?: and (\\d{1,2}) minutes?)?|(\\d{1,3}) (hour|minute)s? from now)(?!\\p{L})");

  private final Duration soonest;

  TimeFinder(Duration soonest) {
    this.soonest = soonest;
  }

  /**
   * What the text says at {@code now}, a moment in the visitor's zone.
   *
   * @param given the day said before, for a text with a time of day only
   */
  TimeReading find(String english, Hints hints, ZonedDateTime now, @Nullable Day given) {
    return find(english, hints, now, given, false);
  }

  /** What the text says of the time of day on a day that was chosen. */
  TimeReading findOn(Day chosen, String english, Hints hints, ZonedDateTime now) {
    return find(english, hints, now, chosen, true);
  }

  private TimeReading find(
      String english, Hints hints, ZonedDateTime now, @Nullable Day given, boolean chosen) {
    Remaining text = new Remaining(SpokenNumbers.inDigits(english));
    Optional<ZonedDateTime> exact =
        IsoTime.find(text, now.getZone())
            .or(() -> text.take(AFTER_A_WHILE).map(m -> minute(now.plus(wait(m)))));
    if (exact.isPresent()) {
      return new Moments(now, true, now.getZone()).judge(List.of(exact.get()));
    }
    if (text.take(SOON).isPresent() && saysNothing(text.text(), hints, now)) {
      return new TimeReading.Found(minute(now.plus(soonest)));
    }
    return dayAndClock(text, hints, now, given, chosen);
  }

  private static boolean saysNothing(String text, Hints hints, ZonedDateTime now) {
    return dayAndClock(new Remaining(text), hints, now, null, false) instanceof TimeReading.None;
  }

  private static TimeReading dayAndClock(
      Remaining text, Hints hints, ZonedDateTime now, @Nullable Day given, boolean chosen) {
    ZonedDateTime there = ZoneWords.find(text, hints).map(now::withZoneSameInstant).orElse(now);
    LocalDate today = there.toLocalDate();
    Optional<ClockTime> marked = ClockFinder.marked(text);
    Optional<Day> day =
        CalendarDates.find(text, DayOrder.of(hints), today)
            .map(date -> Weekdays.checked(date, text, today))
            .or(() -> RelativeDates.find(text, today))
            .or(() -> Weekdays.find(text, today));
    Optional<String> part = ClockFinder.part(text);
    Optional<ClockTime> clock =
        marked
            .or(() -> ClockFinder.bare(text))
            .map(time -> ClockFinder.within(part.orElse(null), time))
            .or(() -> part.map(ClockFinder::usual));
    return new Moments(there, hints.countsHoursToTwelve(), now.getZone())
        .of(chosen ? given : day.orElse(given), clock.orElse(null));
  }

  /** Whole minutes, never earlier than asked. */
  private static ZonedDateTime minute(ZonedDateTime at) {
    ZonedDateTime minute = at.truncatedTo(ChronoUnit.MINUTES);
    return minute.isBefore(at) ? minute.plusMinutes(1) : minute;
  }

  private static Duration wait(MatchResult m) {
    boolean fromNow = m.group(1) == null;
    long amount = Long.parseLong(fromNow ? m.group(4) : m.group(1));
    String unit = fromNow ? m.group(5) : m.group(2);
    long more = m.group(3) == null ? 0 : Long.parseLong(m.group(3));
    return unit.equals("hour")
        ? Duration.ofHours(amount).plusMinutes(more)
        : Duration.ofMinutes(amount);
  }
}
