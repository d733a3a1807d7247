package dev.handoff.intake.zobot;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.handoff.handoff.CallbackRequest;
import dev.handoff.handoff.HandoffKind;
import org.jspecify.annotations.Nullable;

/**
 * The orders of a conversation so far: the last one, and what came of it.
 *
 * @param awaited whether its outcome is not known yet
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Placed(
    @Nullable Order last, @Nullable String ticketNumber, boolean refused, boolean awaited) {

  static final Placed NOTHING = new Placed(null, null, false, false);

  static Placed awaiting(Order order) {
    return new Placed(order, null, false, true);
  }

  static Placed made(Order order, @Nullable String ticketNumber) {
    return new Placed(order, ticketNumber, false, false);
  }

  static Placed refused(Order order) {
    return new Placed(order, null, true, false);
  }

  int nextNumber() {
    return last == null ? 1 : last.number() + 1;
  }

  boolean lastIs(HandoffKind kind) {
    return last != null && last.kind() == kind;
  }

  /** The last order where its outcome is not known yet, else null. */
  @Nullable Order underWay() {
    return awaited ? last : null;
  }

  boolean hasSame(CallbackRequest callback) {
    CallbackRequest booked = last == null || refused ? null : last.callback();
    return booked != null
        && booked.phone().equals(callback.phone())
        && booked.startsAt().equals(callback.startsAt());
  }
}
