package dev.handoff.callback;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The time in a message, in the visitor's zone. */
public sealed interface TimeReading {

  /** One moment, later than now and at most a year ahead. */
  record Found(ZonedDateTime at) implements TimeReading {}

  /** Nothing that says a time, or an impossible one such as 31 February. */
  record None() implements TimeReading {}

  /** A day without a time of day: ask for the time. */
  record DateOnly(LocalDate date) implements TimeReading {}

  /**
   * Several days are meant and no time of day is given: ask which day.
   *
   * @param choices two or more, earliest first
   */
  record AmbiguousDate(List<LocalDate> choices) implements TimeReading {
    public AmbiguousDate {
      choices = List.copyOf(choices);
    }
  }

  /**
   * Several moments are meant, such as 3 AM and 3 PM: ask which one.
   *
   * @param choices two or more, earliest first, all later than now
   */
  record Ambiguous(List<ZonedDateTime> choices) implements TimeReading {
    public Ambiguous {
      choices = List.copyOf(choices);
    }
  }

  /** A moment that is over and names no next one, such as yesterday at 3 PM. */
  record Past(ZonedDateTime at) implements TimeReading {}

  /**
   * A moment at which nobody is there to call.
   *
   * @param opens when somebody is again; null when that is not known
   */
  record Closed(ZonedDateTime at, @Nullable ZonedDateTime opens) implements TimeReading {}

  /** A moment more than a year ahead. */
  record TooFar(ZonedDateTime at) implements TimeReading {}
}
