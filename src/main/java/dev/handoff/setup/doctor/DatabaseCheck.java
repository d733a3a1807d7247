package dev.handoff.setup.doctor;

import dev.handoff.handoff.DatabaseFault;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfoService;

/**
 * Whether the database answers, has its tables, takes writing and keeps the time. Writes nothing:
 * the write it tries touches no row and is rolled back.
 */
public final class DatabaseCheck implements Check {

  /** Its name, for checks that need it. */
  public static final String NAME = "database";

  private static final Duration CLOCKS = Duration.ofSeconds(5);
  private static final String H2 = "H2";

  private final DataSource database;
  private final InstantSource clock;
  private final boolean oneNode;

  /**
   * @param oneNode whether the embedded database is what is wanted, as in the sandbox
   */
  public DatabaseCheck(DataSource database, InstantSource clock, boolean oneNode) {
    this.database = database;
    this.clock = clock;
    this.oneNode = oneNode;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> look() {
    long before = System.nanoTime();
    try (Connection connection = database.getConnection()) {
      long millis = Duration.ofNanos(System.nanoTime() - before).toMillis();
      List<Finding> all = new ArrayList<>();
      DatabaseMetaData about = connection.getMetaData();
      String product =
          about.getDatabaseProductName() + " " + about.getDatabaseProductVersion().split(" ")[0];
      all.add(Finding.ok(NAME, product + " answers (" + millis + " ms)"));
      all.add(tables(connection));
      if (about.getDatabaseProductName().equals(H2)) {
        embedded(all);
      } else {
        all.add(time(connection));
      }
      return all;
    } catch (SQLException failure) {
      DatabaseFault fault = DatabaseFault.of(failure);
      return List.of(
          fault == DatabaseFault.NOT_YET
              ? Finding.ok(NAME, "is not there yet; the gateway makes it when it starts")
              : finding(fault));
    }
  }

  /** The line of a database that lets nobody in. */
  public static Finding finding(DatabaseFault fault) {
    return Finding.failed(NAME, fault.what(), fault.remedy());
  }

  /** Whether the gateway would make its tables, or the database itself, at its first start. */
  public boolean isEmpty() {
    try (Connection connection = database.getConnection()) {
      return migrations().applied().length == 0;
    } catch (SQLException failure) {
      return DatabaseFault.of(failure) == DatabaseFault.NOT_YET;
    } catch (FlywayException unreadable) {
      return false;
    }
  }

  /** Whether this version of the gateway would change the tables that are there. */
  public boolean isBehind() {
    try {
      return migrations().pending().length > 0;
    } catch (FlywayException unreadable) {
      return false;
    }
  }

  private Finding tables(Connection connection) {
    MigrationInfoService migrations;
    try {
      migrations = migrations();
    } catch (FlywayException unreadable) {
      return Finding.failed(
          NAME,
          "its list of migrations cannot be read",
          "Give the role the rights of the tables' owner, or use an empty database.");
    }
    int applied = migrations.applied().length;
    int pending = migrations.pending().length;
    if (applied == 0) {
      return Finding.ok(NAME, "is empty; the gateway makes its tables when it starts");
    }
    if (pending > 0) {
      return Finding.warning(
          NAME,
          pending + " migrations are not applied yet (" + applied + " are)",
          "Start this version of the gateway; it applies them.");
    }
    return writing(connection, applied);
  }

  private static Finding writing(Connection connection, int applied) {
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeUpdate(
          "update zoho_tokens set updated_at = updated_at where tenant = 'nobody'");
      connection.rollback();
      return Finding.ok(NAME, applied + " migrations applied; reading and writing work");
    } catch (SQLException refused) {
      return Finding.failed(
          NAME,
          "does not take writing (SQL state " + refused.getSQLState() + ")",
          "Give the role the right to write, and point to the primary server, not to a read-only"
              + " copy.");
    }
  }

  private Finding time(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select clock_timestamp()")) {
      row.next();
      Instant there = row.getObject(1, OffsetDateTime.class).toInstant();
      Duration apart = Duration.between(there, clock.instant());
      return apart.abs().compareTo(CLOCKS) > 0
          ? Finding.warning(
              NAME,
              "its clock is %d s %s this machine's"
                  .formatted(apart.abs().toSeconds(), apart.isNegative() ? "ahead of" : "behind"),
              "Let both machines keep their time by NTP; all nodes go by the database's.")
          : Finding.ok(NAME, "its clock agrees with this machine's");
    }
  }

  private void embedded(List<Finding> all) {
    if (!oneNode) {
      all.add(
          Finding.warning(
              NAME,
              "is the embedded H2: it serves one node only, and a lost disk is a lost database",
              "For two nodes, or for backups while running, set SPRING_DATASOURCE_URL to a"
                  + " PostgreSQL."));
    }
  }

  private MigrationInfoService migrations() {
    return Flyway.configure().dataSource(database).load().info();
  }
}
