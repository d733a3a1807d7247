package dev.handoff.handoff;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Patience with PostgreSQL.
 *
 * @param answer how long a statement may go unanswered; then the connection is given up. As long
 *     may a transaction stand still before PostgreSQL ends it, so that a paused node blocks nobody
 */
@ConfigurationProperties("handoff.database")
public record DatabaseProperties(@DefaultValue("8s") Duration answer) {

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  public DatabaseProperties {
    if (answer.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "handoff.database.answer: " + answer + " (expected: 1s or more)");
    }
  }
}
