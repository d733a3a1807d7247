package dev.handoff.delivery;

import dev.handoff.tables.Cell;
import dev.handoff.tables.Pages;
import dev.handoff.tables.TableKind;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/** Reads {@code retry.yaml}: what differs from {@code HANDOFF_RETRY_*} by kind of failure. */
public final class RetryTable {

  /** Retry policies by kind of failure. */
  public static final TableKind<Rows> KIND = TableKind.file("retry", RetryTable::read);

  private static final String CREDENTIAL = "credential";

  /**
   * The table.
   *
   * @param kinds what a kind has of its own
   * @param credential longest pause while only new credentials would help, or null
   */
  record Rows(Map<FailureKind, Row> kinds, @Nullable Duration credential) {}

  /** What differs; null where nothing does. */
  record Row(
      @Nullable Duration initial,
      @Nullable Double factor,
      @Nullable Duration max,
      @Nullable Integer attempts,
      @Nullable Duration span) {

    RetryPolicy over(RetryPolicy standard) {
      return new RetryPolicy(
          initial == null ? standard.initial() : initial,
          factor == null ? standard.factor() : factor,
          max == null ? standard.max() : max,
          attempts == null ? standard.attempts() : attempts,
          standard.jitter(),
          span == null ? standard.span() : span,
          standard.credential());
    }
  }

  private RetryTable() {}

  private static Rows read(Pages pages) {
    Map<String, Cell> rows =
        pages.page("retry").rows("throttled", "outage", "unclear", "internal", CREDENTIAL);
    Map<FailureKind, Row> kinds = new EnumMap<>(FailureKind.class);
    for (FailureKind kind : FailureKind.values()) {
      Cell row = rows.get(kind.row());
      if (row != null && !row.isNothing()) {
        kinds.put(kind, row(row.rows("initial", "factor", "max", "attempts", "span")));
      }
    }
    Cell credential = rows.get(CREDENTIAL);
    return new Rows(
        Map.copyOf(kinds), credential == null ? null : duration(credential.rows("max").get("max")));
  }

  private static Row row(Map<String, Cell> cells) {
    return new Row(
        duration(cells.get("initial")),
        number(
            cells.get("factor"),
            Double::valueOf,
            RetryPolicy::isFactor,
            "a number, 1 to " + RetryPolicy.LARGEST_FACTOR),
        duration(cells.get("max")),
        number(
            cells.get("attempts"),
            Integer::valueOf,
            RetryPolicy::isAttempts,
            "a whole number, 1 to " + RetryPolicy.MOST_ATTEMPTS),
        duration(cells.get("span")));
  }

  private static @Nullable Duration duration(@Nullable Cell cell) {
    return number(
        cell,
        text -> DurationStyle.detectAndParse(text, ChronoUnit.SECONDS),
        RetryPolicy::isPause,
        "a duration such as 500ms, 8s, 15m or 1h, at most " + RetryPolicy.LONGEST.toDays() + "d");
  }

  private static <T> @Nullable T number(
      @Nullable Cell cell, Function<String, T> parse, Predicate<T> fits, String expected) {
    String text = Cell.textOf(cell);
    if (cell == null || text == null) {
      return null;
    }
    try {
      T value = parse.apply(text);
      if (fits.test(value)) {
        return value;
      }
    } catch (IllegalArgumentException | ArithmeticException unreadable) {
      // Refused below, as what is out of range.
    }
    cell.refuse(expected);
    return null;
  }
}
