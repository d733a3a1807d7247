package dev.handoff.operations;

import dev.handoff.tables.TableStatus;
import dev.handoff.tables.Tables;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether the tables in force are those that stand in their files. Never DOWN: a refused change
 * leaves the tables as they were.
 */
@Component
final class TablesHealthIndicator implements HealthIndicator {

  private final Tables tables;

  TablesHealthIndicator(Tables tables) {
    this.tables = tables;
  }

  @Override
  public Health health() {
    List<String> reasons = new ArrayList<>();
    for (TableStatus status : tables.status()) {
      TableStatus.Refusal refusal = status.refusal();
      if (refusal != null) {
        reasons.addAll(refusal.reasons());
      }
    }
    Health.Builder up = Health.up().withDetail("degraded", !reasons.isEmpty());
    if (!reasons.isEmpty()) {
      up.withDetail("reason", String.join("; ", reasons));
      up.withDetail(
          "remedy", "Correct the file; until then the table stays as it was (/ops/api/tables).");
    }
    return up.build();
  }
}
