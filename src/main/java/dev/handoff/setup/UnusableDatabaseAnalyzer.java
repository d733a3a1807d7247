package dev.handoff.setup;

import dev.handoff.handoff.DatabaseFault;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Prints why the database cannot be used instead of a stack trace: what was tried, without the
 * password, what came back, by its SQL state and never with a message that may name data, and what
 * to do.
 */
final class UnusableDatabaseAnalyzer extends AbstractFailureAnalyzer<Throwable> {

  private static final String TABLES =
      "Read the CHANGELOG between the two versions, and 'Upgrade' in docs/operations.md: use the"
          + " newer version again, or the backup. An empty database is made usable by the start.";

  private final Environment environment;

  UnusableDatabaseAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected @Nullable FailureAnalysis analyze(Throwable failure, Throwable cause) {
    SQLException sql = findCause(failure, SQLException.class);
    FlywayException tables = findCause(failure, FlywayException.class);
    if (tables instanceof FlywayValidateException) {
      return said("its tables were not made by this version", TABLES, tables);
    }
    if (sql == null) {
      return tables == null ? null : said("its tables cannot be made or changed", TABLES, tables);
    }
    DatabaseFault fault = DatabaseFault.of(failure);
    if (tables != null && fault == DatabaseFault.OTHER) {
      return said(
          "its tables cannot be made or changed (SQL state " + sql.getSQLState() + ")",
          "Give the role the rights of the tables' owner; else see the database's own log.",
          tables);
    }
    return said(fault.sentence() + why(failure, sql), fault.remedy(), sql);
  }

  private FailureAnalysis said(String what, String remedy, Throwable cause) {
    return new FailureAnalysis(
        "The gateway cannot use its database: " + what + ".\n\nTried: " + tried(), remedy, cause);
  }

  private String why(Throwable failure, SQLException sql) {
    if (findCause(failure, UnknownHostException.class) != null) {
      return " (its host name is unknown)";
    }
    if (findCause(failure, SocketTimeoutException.class) != null) {
      return " (no connection in time)";
    }
    if (findCause(failure, ConnectException.class) != null) {
      return " (connection refused)";
    }
    return sql.getSQLState() == null ? "" : " (SQL state " + sql.getSQLState() + ")";
  }

  /** Without the parameters and the user part of the address, which may hold a password. */
  private String tried() {
    String address =
        environment
            .getProperty("spring.datasource.url", "no address")
            .replaceFirst("[?;].*", "")
            .replaceFirst("//[^/]*@", "//");
    String user = environment.getProperty("spring.datasource.username", "");
    return address + (user.isBlank() ? "" : " as user " + user);
  }
}
