package dev.handoff.zoho;

import java.time.Duration;

/**
 * Until when a create that was written down may leave for Zoho. Taken before the writing and looked
 * at when the bytes are about to leave, so that a node that stood still in between (paused, a long
 * garbage collection, a machine put to sleep) sends nothing: another node may have taken the work
 * over and relies on it.
 *
 * @param nanos the steady counter when it was taken
 * @param millis this machine's time then; the counter stands still while a machine sleeps
 * @param limit how long after that
 */
public record Departure(long nanos, long millis, Duration limit) {

  /** From now on. */
  public static Departure within(Duration limit) {
    return new Departure(System.nanoTime(), System.currentTimeMillis(), limit);
  }

  /** Whether it is too late now. */
  public boolean isMissed() {
    return isMissed(System.nanoTime(), System.currentTimeMillis());
  }

  boolean isMissed(long nanosNow, long millisNow) {
    return nanosNow - nanos >= limit.toNanos() || millisNow - millis >= limit.toMillis();
  }

  /** As text, for the way through the HTTP client; read by {@link #parse}. */
  public String text() {
    return nanos + " " + millis + " " + limit;
  }

  public static Departure parse(String text) {
    String[] parts = text.split(" ");
    return new Departure(
        Long.parseLong(parts[0]), Long.parseLong(parts[1]), Duration.parse(parts[2]));
  }
}
