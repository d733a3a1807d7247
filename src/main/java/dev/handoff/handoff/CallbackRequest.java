package dev.handoff.handoff;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When and where to call the visitor back.
 *
 * @param phone the number to call, as E.164 where it could be understood, else the digits given
 * @param startsAt the moment of the call
 * @param timeZone the visitor's zone, used whenever the time is shown
 * @param words what the visitor wrote, verbatim
 */
public record CallbackRequest(
    String phone, Instant startsAt, ZoneId timeZone, @Nullable String words) {

  @Override
  public String toString() {
    return "CallbackRequest[startsAt=" + startsAt + ", timeZone=" + timeZone + "]";
  }
}
