package dev.handoff.handoff;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Why a database lets nobody in, by its SQL state; never with its message, which may name data. */
public enum DatabaseFault {
  IN_USE(
      "its file is in use by another process, most likely a running gateway",
      "Ask that gateway instead: GET /ops/api/doctor with the operators' login; or stop it first."),
  LOGIN(
      "refuses the user or the password",
      "Correct SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD."),
  /** No fault: H2 makes its file itself. */
  NOT_YET("is not there yet", "Start the gateway."),
  NO_SUCH(
      "the server has no database of that name",
      "Create it, or correct the name in SPRING_DATASOURCE_URL."),
  FULL(
      "gives no more connections",
      "Raise max_connections at the server, or lower HANDOFF_DB_CONNECTIONS on each node."),
  AWAY(
      "does not answer",
      "Start it, correct host and port in SPRING_DATASOURCE_URL, or open the firewall."),
  OTHER("cannot be used", "See the database's own log.");

  private final String what;
  private final String remedy;

  DatabaseFault(String what, String remedy) {
    this.what = what;
    this.remedy = remedy;
  }

  /** By the innermost SQL state; a pool wraps it. */
  public static DatabaseFault of(Throwable failure) {
    String state = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        state = sql.getSQLState();
      }
    }
    return byState(state);
  }

  private static DatabaseFault byState(@Nullable String state) {
    if (state == null) {
      return AWAY;
    }
    return switch (state) {
      case "90020" -> IN_USE;
      case "3D000" -> NO_SUCH;
      case "90146", "90149" -> NOT_YET;
      case "53300" -> FULL;
      default ->
          state.startsWith("28")
              ? LOGIN
              : state.startsWith("08") || state.startsWith("57") ? AWAY : OTHER;
    };
  }

  /** What is wrong, to be read after "the database". */
  public String what() {
    return what;
  }

  /** The same as a sentence of its own, without a capital and a full stop. */
  public String sentence() {
    return (what.startsWith("its ") || what.startsWith("the ") ? "the database: " : "the database ")
        + what;
  }

  /** What a person can do. */
  public String remedy() {
    return remedy;
  }
}
