package dev.handoff.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The two databases the gateway runs on; each call gives an empty one. */
public enum TestDatabase {
  H2 {
    @Override
    public Map<String, String> fresh() {
      try {
        return Map.of(
            "SPRING_DATASOURCE_URL",
            "jdbc:h2:file:"
                + Files.createTempDirectory("handoff-h2-").resolve("data")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                + ";WRITE_DELAY=0;LOCK_TIMEOUT=10000;DB_CLOSE_ON_EXIT=FALSE");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  POSTGRESQL {
    @Override
    public Map<String, String> fresh() {
      String name = "handoff_" + NUMBER.incrementAndGet();
      try (Connection connection = Server.INSTANCE.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + name);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return Map.of(
          "SPRING_DATASOURCE_URL", Server.INSTANCE.getJdbcUrl("postgres", name),
          "SPRING_DATASOURCE_USERNAME", "postgres",
          "SPRING_DATASOURCE_PASSWORD", "postgres");
    }
  };

  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** Settings that point the gateway to an empty database. */
  public abstract Map<String, String> fresh();

  /** How many rows there are in a database that {@link #fresh} gave. */
  public static long count(Map<String, String> database, String tableAndCondition) {
    try (Connection connection =
            DriverManager.getConnection(
                database.get("SPRING_DATASOURCE_URL"),
                database.getOrDefault("SPRING_DATASOURCE_USERNAME", "sa"),
                database.getOrDefault("SPRING_DATASOURCE_PASSWORD", ""));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + tableAndCondition)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Server {
    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("max_connections", "300")
            .setPGStartupWait(Duration.ofSeconds(90))
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
