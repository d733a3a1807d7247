package dev.handoff.routing;

import dev.handoff.routing.Attendance.State;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * What SalesIQ said when it could not forward a chat (sheet section 5.6), remembered for a moment
 * on the node that heard it: the next visitor is not sent the same way in vain. It tells nothing of
 * its operators in advance.
 */
@Component
public final class Absences {

  private record Told(State state, Instant until) {}

  private final RoutingRules rules;
  private final Clock clock;
  private volatile Told told;

  Absences(RoutingRules rules, Clock clock) {
    this.rules = rules;
    this.clock = clock;
    this.told = new Told(State.THERE, Instant.MIN);
  }

  /** Nobody could take a chat. */
  public void heard(State state) {
    told = new Told(state, clock.instant().plus(rules.nobodyFree()));
  }

  /** What counts of it now. */
  State now() {
    Told last = told;
    return clock.instant().isBefore(last.until()) ? last.state() : State.THERE;
  }
}
