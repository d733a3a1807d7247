package dev.handoff.routing;

import dev.handoff.routing.Attendance.State;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The business hours of the table, and what SalesIQ said of its operators a moment ago. */
@Component
final class KnownHours implements Reception {

  private final BusinessHours hours;
  private final Absences absences;
  private final RoutingRules rules;
  private final Clock clock;
  private final Departments departments;
  private final Categories categories;

  KnownHours(
      BusinessHours hours,
      Absences absences,
      RoutingRules rules,
      Clock clock,
      Departments departments,
      Categories categories) {
    this.hours = hours;
    this.absences = absences;
    this.rules = rules;
    this.clock = clock;
    this.departments = departments;
    this.categories = categories;
  }

  @Override
  public Attendance forChat(@Nullable String department) {
    String asked = department == null ? departments.chat() : department;
    Opening now = hours.at(asked, clock.instant());
    if (rules.chatHours() && !now.open()) {
      return new Attendance(State.CLOSED, now.nextChange(), now.zone());
    }
    return new Attendance(absences.now(asked), null, now.zone());
  }

  @Override
  public Opening forCall(Instant time, @Nullable String category) {
    String own = categories.find(category).departmentId();
    Opening then = hours.at(own == null ? departments.call() : own, time);
    return rules.callbackHours() ? then : new Opening(true, null, then.zone());
  }
}
