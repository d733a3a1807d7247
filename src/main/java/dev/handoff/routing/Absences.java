package dev.handoff.routing;

import dev.handoff.routing.Attendance.State;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What SalesIQ said when it could not forward a chat to a department (sheet section 5.6),
 * remembered for a moment on the node that heard it: the next visitor is not sent the same way in
 * vain. It tells nothing of its operators in advance.
 */
@Component
public final class Absences {

  private record Told(State state, Instant until) {}

  private final RoutingRules rules;
  private final Departments departments;
  private final Clock clock;
  private final Map<String, Told> told = new ConcurrentHashMap<>();

  Absences(RoutingRules rules, Departments departments, Clock clock) {
    this.rules = rules;
    this.departments = departments;
    this.clock = clock;
  }

  /**
   * Nobody could take a chat.
   *
   * @param department the SalesIQ department that was to take it; null for the usual one
   */
  public void heard(@Nullable String department, State state) {
    Instant now = clock.instant();
    told.values().removeIf(old -> !now.isBefore(old.until()));
    told.put(name(department), new Told(state, now.plus(rules.nobodyFree())));
  }

  /** What counts of it now. */
  State now(@Nullable String department) {
    Told last = told.get(name(department));
    return last != null && clock.instant().isBefore(last.until()) ? last.state() : State.THERE;
  }

  private String name(@Nullable String department) {
    String name = department == null ? departments.chat() : department;
    return name == null ? "" : name.strip();
  }
}
