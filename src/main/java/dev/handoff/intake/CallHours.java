package dev.handoff.intake;

import dev.handoff.callback.TimeReading;
import dev.handoff.routing.Opening;
import dev.handoff.routing.Reception;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Calls are made while somebody is there to make them. */
public final class CallHours {

  private CallHours() {}

  /**
   * The reading, or {@link TimeReading.Closed} for a moment at which nobody is there.
   *
   * @param category of the matter; null for none
   */
  public static TimeReading judged(
      TimeReading reading, Reception reception, @Nullable String category) {
    if (!(reading instanceof TimeReading.Found found)) {
      return reading;
    }
    ZonedDateTime at = found.at();
    Opening then = reception.forCall(at.toInstant(), category);
    Instant opens = then.nextChange();
    return then.open()
        ? reading
        : new TimeReading.Closed(at, opens == null ? null : opens.atZone(at.getZone()));
  }
}
