package dev.handoff.callback;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;

/**
 * The day of a call as written.
 *
 * @param dates the days it may be; several when the words leave it open, none when there is no such
 *     day
 * @param again how the day recurs once it is over; zero when it does not
 */
record Day(List<LocalDate> dates, Period again) {

  static Day fixed(LocalDate date) {
    return new Day(List.of(date), Period.ZERO);
  }

  static Day anyOf(List<LocalDate> dates) {
    return new Day(dates, Period.ZERO);
  }

  /** A day such as 31 February. */
  static Day impossible() {
    return new Day(List.of(), Period.ZERO);
  }
}
