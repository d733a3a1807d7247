package dev.handoff.routing;

import dev.handoff.tables.Table;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When people are there, by department, as {@code config/tables/hours.yaml} says. Where that says
 * nothing, they always are.
 */
public final class BusinessHours {

  /** The table: the default hours, and those of departments by id. */
  record Book(Hours standard, Map<String, Hours> departments) {

    Hours of(@Nullable String department) {
      return department == null ? standard : departments.getOrDefault(department.strip(), standard);
    }
  }

  private final Table<Book> table;

  BusinessHours(Table<Book> table) {
    this.table = table;
  }

  /**
   * Whether a department is open at a time.
   *
   * @param department the id of a Desk or SalesIQ department; null, or one that the table does not
   *     name, for the default hours
   */
  public Opening at(@Nullable String department, Instant now) {
    return table.get().of(department).at(now);
  }
}
