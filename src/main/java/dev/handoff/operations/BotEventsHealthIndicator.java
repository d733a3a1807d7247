package dev.handoff.operations;

import dev.handoff.handoff.ParkedBotEvents.Standing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether bot platforms hear what happens. Never DOWN: events wait, and handoffs don't depend on
 * them. Degraded when the oldest has used up half of its time, or some are given up.
 */
@Component
final class BotEventsHealthIndicator implements HealthIndicator {

  private final BotEventsReading reading;

  BotEventsHealthIndicator(BotEventsReading reading) {
    this.reading = reading;
  }

  @Override
  public Health health() {
    List<Standing> standings = reading.standings();
    if (standings == null) {
      return Health.up().withDetail("reason", "the database does not answer").build();
    }
    List<String> reasons = new ArrayList<>();
    Map<String, Object> targets = new LinkedHashMap<>();
    for (Standing standing : standings) {
      int alert = reading.alert(standing);
      targets.put(standing.target(), details(standing, alert));
      if (alert > 0) {
        reasons.add(reason(standing, alert));
      }
    }
    Health.Builder up = Health.up().withDetail("degraded", !reasons.isEmpty());
    if (!reasons.isEmpty()) {
      up.withDetail("reason", String.join("; ", reasons));
      up.withDetail(
          "remedy",
          "See why the bot platform takes no events (lastError in /ops/api/bot-events?state=waiting"
              + " and ?state=parked); replay or discard what is parked.");
    }
    return up.withDetail("targets", targets).build();
  }

  private Map<String, Object> details(Standing standing, int alert) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("alert", alert);
    details.put("waiting", standing.waiting());
    details.put("oldestSeconds", reading.age(standing).toSeconds());
    details.put("parked", standing.parked());
    return details;
  }

  private static String reason(Standing standing, int alert) {
    return standing.parked() > 0
        ? standing.target() + ": " + standing.parked() + " events are given up and parked"
        : standing.target() + ": the oldest event has used up " + alert + " % of its time";
  }
}
