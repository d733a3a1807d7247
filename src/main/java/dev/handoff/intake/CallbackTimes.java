package dev.handoff.intake;

import dev.handoff.callback.TimeReading;
import java.time.ZonedDateTime;

/** Why a time could not be taken, for API callers. */
final class CallbackTimes {

  private CallbackTimes() {}

  static String whyNot(TimeReading reading) {
    if (reading instanceof TimeReading.DateOnly || reading instanceof TimeReading.AmbiguousDate) {
      return "has no time of day";
    }
    if (reading instanceof TimeReading.Ambiguous ambiguous) {
      return "can be read as any of " + ambiguous.choices();
    }
    if (reading instanceof TimeReading.Past) {
      return "is in the past";
    }
    if (reading instanceof TimeReading.Closed closed) {
      ZonedDateTime opens = closed.opens();
      return "is outside business hours"
          + (opens == null ? "" : " (they begin at " + opens.toOffsetDateTime() + ")");
    }
    if (reading instanceof TimeReading.TooFar) {
      return "is more than a year ahead";
    }
    return "is not a time (expected: such as 2026-11-28T15:30 or tomorrow at 3 PM)";
  }
}
