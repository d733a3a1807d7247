package dev.handoff.routing;

import dev.handoff.tables.Cell;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;

/** Reads a row of holidays: a date or a range of them, of one year or of every year. */
final class HolidayRow {

  private static final String EXPECTED =
      "2026-12-24, 12-25 (every year), or a range such as 2026-12-27..2027-01-01";

  private HolidayRow() {}

  static Holiday read(Cell row) {
    String[] ends = row.key().strip().split("\\s*\\.\\.\\s*", 2);
    String last = ends[ends.length - 1];
    List<Span> spans = HoursTable.spans(row);
    try {
      return ends[0].length() > 5
          ? dated(row, LocalDate.parse(ends[0]), LocalDate.parse(last), spans)
          : new Holiday.Yearly(yearly(ends[0]), yearly(last), spans);
    } catch (DateTimeException wrong) {
      row.refuse("no such date", EXPECTED, "Correct it.");
      return new Holiday.Dated(LocalDate.EPOCH, LocalDate.EPOCH, spans);
    }
  }

  private static Holiday dated(Cell row, LocalDate first, LocalDate last, List<Span> spans) {
    if (first.isAfter(last)) {
      row.refuse("a range that ends before it begins", EXPECTED, "Exchange the two dates.");
    }
    return new Holiday.Dated(first, last, spans);
  }

  private static MonthDay yearly(String written) {
    return MonthDay.parse("--" + written);
  }
}
