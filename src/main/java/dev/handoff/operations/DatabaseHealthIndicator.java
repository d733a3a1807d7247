package dev.handoff.operations;

import dev.handoff.handoff.DatabaseFault;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Whether the database answers: {@code db} in health. Instead of Spring Boot's own, which tells
 * class names and no remedy.
 */
@Component("dbHealthIndicator")
final class DatabaseHealthIndicator implements HealthIndicator {

  private static final int SECONDS = 5;

  private final DataSource database;

  DatabaseHealthIndicator(DataSource database) {
    this.database = database;
  }

  @Override
  public Health health() {
    try (Connection connection = database.getConnection()) {
      return connection.isValid(SECONDS)
          ? Health.up()
              .withDetail("database", connection.getMetaData().getDatabaseProductName())
              .build()
          : down(DatabaseFault.AWAY);
    } catch (SQLException | RuntimeException failure) {
      return down(DatabaseFault.of(failure));
    }
  }

  private static Health down(DatabaseFault fault) {
    return Health.down()
        .withDetail("reason", fault.sentence())
        .withDetail("remedy", fault.remedy())
        .build();
  }
}
