package dev.handoff.tables;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How changed tables are noticed.
 *
 * @param polling how often their files are looked at; a change is in force after two looks
 */
@ConfigurationProperties("handoff.tables")
public record TablesProperties(@DefaultValue("1s") Duration polling) {

  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofHours(1);

  public TablesProperties {
    if (polling.compareTo(SHORTEST) < 0 || polling.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "handoff.tables.polling: " + polling + " (expected: 10ms to 1h)");
    }
  }
}
