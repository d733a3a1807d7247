package dev.handoff.routing;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody can take a chat now.
 *
 * @param opens when business hours begin, where that is what is waited for and known
 * @param zone the zone in which the hours are meant
 */
public record Attendance(State state, @Nullable Instant opens, ZoneId zone) {

  /** As far as anybody knows: what is not known counts as there. */
  public enum State {
    /** Nothing speaks against it. */
    THERE,
    /** It is outside business hours. */
    CLOSED,
    /** SalesIQ said a moment ago that no operator is free. */
    NOBODY_FREE
  }

  public boolean isThere() {
    return state == State.THERE;
  }
}
