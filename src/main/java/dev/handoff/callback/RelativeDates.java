package dev.handoff.callback;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.natty.DateGroup;
import org.natty.Parser;

/**
 * Finds days said in relation to others: tomorrow, in 3 days, a week from Monday, first Monday of
 * December, Christmas Eve. Natty does the reckoning and sees no other part of the message: it takes
 * any digits for a time and fills in what nobody said.
 */
final class RelativeDates {

  private static final String NUMBER = "(?:an?|\\d{1,3})";
  private static final Pattern PHRASE =
      Pattern.compile(
          "(?<!\\p{L})(?:"
              + "(?:day (?:after|before) )?(?:today|tomorrow|yesterday)"
              + "|(?:"
              + NUMBER
              + " )?weeks? (?:from|after) (?:now|today|tomorrow|(?:next )?"
              + Weekdays.NAME
              + ")"
              + "|"
              + NUMBER
              + " (?:days?|weeks?|months?) from (?:now|today|tomorrow)"
              + "|in "
              + NUMBER
              + " (?:days?|weeks?|months?)"
              + "|(?:first|second|third|fourth|last) "
              + Weekdays.NAME
              + " (?:of|in) (?:next month|"
              + Shapes.MONTH
              + ")"
              + "|christmas(?: eve| day)?|new year'?s? (?:eve|day)|thanksgiving(?: day)?|good friday"
              + "|easter(?: sunday| monday)?"
              + ")(?!\\p{L})");

  private static final TimeZone UTC = TimeZone.getTimeZone(ZoneOffset.UTC);

  private RelativeDates() {}

  static Optional<Day> find(Remaining text, LocalDate today) {
    return text.take(PHRASE).flatMap(phrase -> reckon(phrase.group(), today)).map(Day::fixed);
  }

  /** Noon in UTC stands for the visitor's day, so that no zone rule can move the date. */
  private static Optional<LocalDate> reckon(String phrase, LocalDate today) {
    Date noon = Date.from(today.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC));
    return new Parser(UTC)
        .parse(phrase, noon).stream()
            .map(DateGroup::getDates)
            .filter(dates -> !dates.isEmpty())
            .map(dates -> dates.get(0).toInstant().atOffset(ZoneOffset.UTC).toLocalDate())
            .findFirst();
  }
}
