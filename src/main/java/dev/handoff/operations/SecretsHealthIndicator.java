package dev.handoff.operations;

import dev.handoff.secrets.Secrets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether the secrets in force are those that stand in their files. Never DOWN: old ones stay. */
@Component
final class SecretsHealthIndicator implements HealthIndicator {

  private final Secrets secrets;

  SecretsHealthIndicator(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public Health health() {
    Map<String, String> refused = secrets.refused();
    Health.Builder up = Health.up().withDetail("degraded", !refused.isEmpty());
    List<String> warnings = secrets.warnings().values().stream().flatMap(List::stream).toList();
    if (!warnings.isEmpty()) {
      up.withDetail("warning", String.join("; ", warnings));
    }
    if (!refused.isEmpty()) {
      up.withDetail(
          "reason",
          refused.entrySet().stream()
              .map(entry -> entry.getKey() + ": " + entry.getValue())
              .collect(Collectors.joining("; ")));
      up.withDetail("remedy", "Correct the file; until then the secret stays as it was.");
    }
    return up.build();
  }
}
