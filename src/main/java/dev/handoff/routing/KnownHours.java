package dev.handoff.routing;

import dev.handoff.routing.Attendance.State;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The business hours of the table, and what SalesIQ said of its operators a moment ago. */
@Component
final class KnownHours implements Reception {

  private final BusinessHours hours;
  private final Absences absences;
  private final RoutingRules rules;
  private final Clock clock;
  private final String chatDepartment;
  private final String callDepartment;

  KnownHours(
      BusinessHours hours,
      Absences absences,
      RoutingRules rules,
      Clock clock,
      @Value("${handoff.zoho.salesiq.department-id:}") String chatDepartment,
      @Value("${handoff.zoho.department-id:}") String callDepartment) {
    this.hours = hours;
    this.absences = absences;
    this.rules = rules;
    this.clock = clock;
    this.chatDepartment = chatDepartment;
    this.callDepartment = callDepartment;
  }

  @Override
  public Attendance forChat(@Nullable String department) {
    Opening now = hours.at(department == null ? chatDepartment : department, clock.instant());
    if (rules.chatHours() && !now.open()) {
      return new Attendance(State.CLOSED, now.nextChange(), now.zone());
    }
    State told = absences.now();
    return new Attendance(told, null, now.zone());
  }

  @Override
  public Opening forCall(Instant time) {
    Opening then = hours.at(callDepartment, time);
    return rules.callbackHours() ? then : new Opening(true, null, then.zone());
  }
}
