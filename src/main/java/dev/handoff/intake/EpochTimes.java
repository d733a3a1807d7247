package dev.handoff.intake;

import java.time.DateTimeException;
import java.time.Instant;

/** Times as programs count them: seconds or milliseconds since 1970, in UTC. */
final class EpochTimes {

  /** In seconds this would be far beyond the year 5000, in milliseconds it is in 1973. */
  private static final long MILLISECONDS_FROM = 100_000_000_000L;

  private EpochTimes() {}

  /** Whether it is digits only. */
  static boolean isNumber(String text) {
    return text.chars().allMatch(Character::isDigit);
  }

  /**
   * Whether a number that stands where people's words do too can be meant as a time: that of a day
   * since September 2001. A shorter or longer one, or one that begins with 0, names something else.
   */
  static boolean isMoment(String text) {
    return text.matches("[1-9](\\d{9}|\\d{12})");
  }

  /**
   * @param digits a number as text
   * @throws NumberFormatException for a number beyond 64 bits
   * @throws DateTimeException for a number beyond all calendars
   */
  static Instant read(String digits) {
    long number = Long.parseLong(digits);
    return number >= MILLISECONDS_FROM
        ? Instant.ofEpochMilli(number)
        : Instant.ofEpochSecond(number);
  }
}
