package dev.handoff.callback;

import java.time.LocalTime;
import java.util.List;

/** A time of day as written. */
sealed interface ClockTime {

  /** One time of day, beyond doubt. */
  record Exact(LocalTime time) implements ClockTime {}

  /** An hour from 1 to 12 that may be of the morning or of the afternoon. */
  record HalfDay(int hour, int minute) implements ClockTime {

    LocalTime am() {
      return LocalTime.of(hour % 12, minute);
    }

    LocalTime pm() {
      return LocalTime.of(hour % 12 + 12, minute);
    }

    List<LocalTime> both() {
      return List.of(am(), pm());
    }
  }

  /** Midnight, which may open or close the day it is named with. */
  record Midnight() implements ClockTime {}
}
