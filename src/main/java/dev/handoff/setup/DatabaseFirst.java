package dev.handoff.setup;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.flyway.FlywayMigrationInitializer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.server.ConfigurableServletWebServerFactory;
import org.springframework.stereotype.Component;

/**
 * Opens and migrates the database before the web server is made. Else a database that cannot be
 * used would be met amid the server's start, which then logs a stack trace for each of its filters.
 */
@Component
final class DatabaseFirst
    implements WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> {

  DatabaseFirst(ObjectProvider<FlywayMigrationInitializer> migrated) {
    migrated.ifAvailable(done -> {});
  }

  @Override
  public void customize(ConfigurableServletWebServerFactory server) {}
}
