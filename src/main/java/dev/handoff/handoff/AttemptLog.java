package dev.handoff.handoff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps every attempt that did not succeed. Whoever writes has changed the handoff's row in the
 * running transaction, so nobody else writes at the same time.
 */
@Component
final class AttemptLog {

  /** Rows of one handoff: the first ones and the newest; those in between go. */
  static final int MOST = 50;

  static final int FIRST = 10;

  private static final String OF_IT = " where tenant = :tenant and handoff = :handoff";

  private final JdbcClient db;
  private final NodeName node;

  AttemptLog(JdbcClient db, NodeName node) {
    this.db = db;
    this.node = node;
  }

  /**
   * Writes down how an attempt ended. One that is put off again and again for the same reason has
   * one row.
   *
   * @param ended the handoff as it is stored now
   * @param counted whether it used up an attempt
   */
  void note(Handoff ended, HandoffError error, boolean counted) {
    FailedAttempt last = last(ended);
    if (last != null && !counted && isAlike(last, ended, error)) {
      again(ended, error, last.number());
      return;
    }
    int number = last == null ? 1 : last.number() + 1;
    insert(ended, error, counted, number);
    if (number > MOST) {
      leaveOut(ended, number - (MOST - FIRST));
    }
  }

  private static boolean isAlike(FailedAttempt last, Handoff ended, HandoffError error) {
    return !last.isCounted()
        && last.attempt() == ended.attempts()
        && last.error().code().equals(Rows.storable(error.code(), Rows.LONGEST_CODE))
        && String.valueOf(last.error().step())
            .equals(String.valueOf(Rows.storable(error.step(), Rows.LONGEST_STEP)));
  }

  private void again(Handoff ended, HandoffError error, int number) {
    of(
            ended,
            "update handoff_attempt set times = times + 1, last_at = :at, message = :message,"
                + " next_attempt_at = :next, node = :node"
                + OF_IT
                + " and number = :number")
        .param("at", Rows.time(ended.updatedAt()))
        .param("message", Rows.storable(error.message()))
        .param("next", Rows.timeOrNull(ended.nextAttemptAt()))
        .param("node", node.value())
        .param("number", number)
        .update();
  }

  private void insert(Handoff ended, HandoffError error, boolean counted, int number) {
    of(
            ended,
            """
            insert into handoff_attempt (tenant, handoff, number, attempt, counted, times, step, code,
              message, retryable, first_at, last_at, next_attempt_at, node)
            values (:tenant, :handoff, :number, :attempt, :counted, 1, :step, :code,
              :message, :retryable, :at, :at, :next, :node)
            """)
        .param("number", number)
        .param("attempt", ended.attempts())
        .param("counted", counted)
        .param("step", Rows.storable(error.step(), Rows.LONGEST_STEP))
        .param("code", Rows.storable(error.code(), Rows.LONGEST_CODE))
        .param("message", Rows.storable(error.message()))
        .param("retryable", error.retryable())
        .param("at", Rows.time(ended.updatedAt()))
        .param("next", Rows.timeOrNull(ended.nextAttemptAt()))
        .param("node", node.value())
        .update();
  }

  private void leaveOut(Handoff ended, int upTo) {
    of(ended, "delete from handoff_attempt" + OF_IT + " and number > :first and number <= :upTo")
        .param("first", FIRST)
        .param("upTo", upTo)
        .update();
  }

  private @Nullable FailedAttempt last(Handoff handoff) {
    return of(handoff, "select * from handoff_attempt" + OF_IT + " order by number desc limit 1")
        .query(AttemptLog::attempt)
        .optional()
        .orElse(null);
  }

  /** All that is kept of a handoff, oldest first. */
  List<FailedAttempt> all(Handoff handoff) {
    return of(handoff, "select * from handoff_attempt" + OF_IT + " order by number")
        .query(AttemptLog::attempt)
        .list();
  }

  private JdbcClient.StatementSpec of(Handoff handoff, String sql) {
    return db.sql(sql)
        .param("tenant", handoff.conversation().tenant())
        .param("handoff", handoff.id().value());
  }

  private static FailedAttempt attempt(ResultSet row, int number) throws SQLException {
    return new FailedAttempt(
        row.getInt("number"),
        row.getInt("attempt"),
        row.getBoolean("counted"),
        row.getInt("times"),
        new HandoffError(
            row.getString("step"),
            row.getString("code"),
            row.getString("message"),
            null,
            row.getBoolean("retryable")),
        Rows.required(row, "first_at"),
        Rows.required(row, "last_at"),
        Rows.instant(row, "next_attempt_at"),
        row.getString("node"));
  }
}
