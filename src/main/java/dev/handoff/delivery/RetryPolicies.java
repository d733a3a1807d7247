package dev.handoff.delivery;

import dev.handoff.tables.Table;
import dev.handoff.tables.Tables;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The retry policy for each kind of failure, as {@code config/tables/retry.yaml} says at the time.
 */
@Component
final class RetryPolicies {

  private final RetryPolicy standard;
  private final Table<RetryTable.Rows> table;

  @Autowired
  RetryPolicies(RetryPolicy standard, Tables tables) {
    this.standard = standard;
    this.table = tables.open(RetryTable.KIND);
  }

  /** Where the table says nothing, that of {@code HANDOFF_RETRY_*}. */
  RetryPolicy of(FailureKind kind) {
    RetryTable.Row row = table.get().kinds().get(kind);
    return row == null ? standard : row.over(standard);
  }

  /** Where that kind's span is set, for the words to a person. */
  String spanName(FailureKind kind) {
    RetryTable.Row row = table.get().kinds().get(kind);
    return row == null || row.span() == null
        ? "HANDOFF_RETRY_SPAN"
        : kind.row() + ".span in retry.yaml";
  }

  /** What holds for every kind. */
  RetryPolicy standard() {
    return standard;
  }

  /** Longest pause while only new credentials would help. */
  Duration credential() {
    Duration own = table.get().credential();
    return own == null ? standard.credential() : own;
  }
}
