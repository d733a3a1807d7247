package dev.handoff.callback;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Understands a phone number and a time in a visitor's own words, in one message or over several.
 *
 * <p>Never throws and answers quickly, whatever the text: only its first 1,000 characters are read.
 * Keeps nothing, sends nothing, logs nothing; safe for use by many threads. Reads English, and
 * everyday German, French and Spanish words for days and times.
 *
 * <p>A time that is over moves to the next such time, unless its day was named beyond doubt. What
 * can be understood in more than one way is handed back as choices instead of being guessed.
 */
public final class CallbackWords {

  private final Clock clock;
  private final WordTable words = new WordTable();
  private final PhoneFinder phones = new PhoneFinder();
  private final TimeFinder times;

  /**
   * @param soonest how far from now "as soon as possible" is, zero or more
   */
  public CallbackWords(Clock clock, Duration soonest) {
    if (soonest.isNegative()) {
      throw new IllegalArgumentException("soonest: " + soonest + " (expected: zero or more)");
    }
    this.clock = clock;
    this.times = new TimeFinder(soonest);
  }

  /** Reads a message on its own. */
  public Reading read(String text, Hints hints) {
    return read(text, hints, new TimeReading.None());
  }

  /**
   * Reads a message that follows a question about the time: a time of day alone completes a {@link
   * TimeReading.DateOnly}; "PM", "the first" or "5 June" settles the choices of an ambiguous one. A
   * message with a full time of its own replaces what was read before, one without any leaves it as
   * it was.
   */
  public Reading read(String text, Hints hints, TimeReading before) {
    PhoneFinder.Result found = phones.find(words.toEnglish(PlainText.of(text)), hints);
    return new Reading(found.phone(), time(found.rest(), hints, before));
  }

  private TimeReading time(String text, Hints hints, TimeReading before) {
    ZonedDateTime now = clock.instant().atZone(hints.zone());
    if (before instanceof TimeReading.Ambiguous open) {
      List<ZonedDateTime> left = Choice.among(open.choices(), text);
      if (!left.isEmpty()) {
        return new Moments(now, true, hints.zone()).judge(left);
      }
    }
    if (before instanceof TimeReading.AmbiguousDate open) {
      List<LocalDate> left = Choice.among(open.choices(), text);
      if (!left.isEmpty()) {
        return times.findOn(Day.anyOf(left), text, hints, now);
      }
    }
    Day day = dayOf(before);
    TimeReading fresh = times.find(text, hints, now, day);
    boolean nothingNew = fresh instanceof TimeReading.None || isJust(day, fresh);
    return nothingNew ? before : fresh;
  }

  private static boolean isJust(@Nullable Day day, TimeReading reading) {
    return day != null
        && reading instanceof TimeReading.DateOnly only
        && day.dates().equals(List.of(only.date()));
  }

  /** The day that a message with a time of day only is about. */
  private static @Nullable Day dayOf(TimeReading before) {
    if (before instanceof TimeReading.DateOnly known) {
      return Day.fixed(known.date());
    }
    if (before instanceof TimeReading.Found found) {
      return Day.fixed(found.at().toLocalDate());
    }
    if (before instanceof TimeReading.AmbiguousDate open) {
      return Day.anyOf(open.choices());
    }
    if (before instanceof TimeReading.Ambiguous open) {
      List<LocalDate> days =
          open.choices().stream().map(ZonedDateTime::toLocalDate).distinct().toList();
      return days.size() == 1 ? Day.anyOf(days) : null;
    }
    return null;
  }
}
