package dev.handoff.routing;

import dev.handoff.routing.BusinessHours.Book;
import dev.handoff.tables.Cell;
import dev.handoff.tables.Nearest;
import dev.handoff.tables.Pages;
import dev.handoff.tables.TableKind;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code hours.yaml}. What a department leaves out is as in the default. */
public final class HoursTable {

  /** Business hours. */
  public static final TableKind<Book> KIND = TableKind.file("hours", HoursTable::read);

  private static final String SPANS =
      "spans such as 09:00-12:30, 13:30-18:00 or 22:00-06:00; or closed, or 24h";
  private static final List<String> DAYS =
      Arrays.stream(DayOfWeek.values())
          .map(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT))
          .toList();

  private HoursTable() {}

  private static Book read(Pages pages) {
    Cell page = pages.page("hours");
    Map<String, Cell> rows = page.rows("default", "departments");
    Hours read = hours(rows.get("default"), null);
    // Where a name is misspelt, that may be the default, whose zone the departments have.
    boolean misspelt = page.rows().size() > rows.size();
    Hours standard = misspelt ? new Hours(read.zone(), read.days(), read.holidays()) : read;
    Map<String, Hours> departments = new LinkedHashMap<>();
    Cell named = rows.get("departments");
    if (named != null) {
      named
          .rows()
          .forEach((id, cell) -> departments.put(id.strip(), department(id, cell, standard)));
    }
    return new Book(standard, Map.copyOf(departments));
  }

  private static Hours department(String id, Cell cell, Hours standard) {
    if (!id.strip().matches("[0-9]+")) {
      cell.refuse(
          "'" + id + "'", "the digits of a department's id", "See Desk or SalesIQ, Departments.");
    }
    return hours(cell, standard);
  }

  private static Hours hours(@Nullable Cell cell, @Nullable Hours standard) {
    Hours like = standard == null ? Hours.ALWAYS : standard;
    if (cell == null || cell.isNothing()) {
      return like;
    }
    Map<String, Cell> rows = cell.rows("zone", "days", "holidays");
    ZoneId zone = zone(cell, rows.get("zone"), standard);
    Map<DayOfWeek, List<Span>> days = days(rows.get("days"), like.days());
    List<Holiday> holidays = like.holidays();
    Cell given = rows.get("holidays");
    if (given != null) {
      holidays = given.rows().values().stream().map(HolidayRow::read).toList();
    }
    return new Hours(zone, days.isEmpty() && !holidays.isEmpty() ? everyDay() : days, holidays);
  }

  private static ZoneId zone(Cell hours, @Nullable Cell cell, @Nullable Hours standard) {
    String name = Cell.textOf(cell);
    if (name == null) {
      if (standard == null || standard == Hours.ALWAYS) {
        hours.refuse("no zone", "a time zone such as Europe/Paris", "Add zone: to it.");
      }
      return standard == null ? Hours.ALWAYS.zone() : standard.zone();
    }
    try {
      return ZoneId.of(name);
    } catch (DateTimeException unknown) {
      if (cell != null) {
        cell.refuse(
            "a time zone such as Europe/Paris",
            Nearest.remedy(
                name,
                ZoneId.getAvailableZoneIds(),
                "See the list of the IANA time zone database."));
      }
      return Hours.ALWAYS.zone();
    }
  }

  private static Map<DayOfWeek, List<Span>> everyDay() {
    Map<DayOfWeek, List<Span>> days = new EnumMap<>(DayOfWeek.class);
    Arrays.stream(DayOfWeek.values()).forEach(day -> days.put(day, List.of(Span.WHOLE_DAY)));
    return days;
  }

  private static Map<DayOfWeek, List<Span>> days(
      @Nullable Cell cell, Map<DayOfWeek, List<Span>> like) {
    if (cell == null || cell.isNothing()) {
      return like;
    }
    Map<DayOfWeek, List<Span>> days = new EnumMap<>(DayOfWeek.class);
    cell.rows().forEach((name, row) -> day(name, row, days));
    Arrays.stream(DayOfWeek.values()).forEach(day -> days.putIfAbsent(day, List.of()));
    return days;
  }

  private static void day(String name, Cell row, Map<DayOfWeek, List<Span>> days) {
    String[] ends = name.strip().toLowerCase(Locale.ROOT).split("\\s*-\\s*", 2);
    int first = DAYS.indexOf(ends[0]);
    int last = DAYS.indexOf(ends[ends.length - 1]);
    if (first < 0 || last < 0) {
      row.refuse(
          "an unknown day",
          "mon, tue, wed, thu, fri, sat, sun, or several such as mon-fri",
          Nearest.remedy(name, DAYS, "Correct it."));
      return;
    }
    List<Span> spans = spans(row);
    for (int i = first; ; i = (i + 1) % DAYS.size()) {
      if (days.putIfAbsent(DayOfWeek.of(i + 1), spans) != null) {
        row.refuse(
            DAYS.get(i) + " a second time", "each day once", "Take it out of one of the rows.");
      }
      if (i == last) {
        return;
      }
    }
  }

  /** The spans of a row, in their order; none for closed. */
  static List<Span> spans(Cell row) {
    List<String> parts = new ArrayList<>();
    for (Cell item : row.items()) {
      parts.addAll(Arrays.asList(item.text().split(",", -1)));
    }
    String all = parts.size() == 1 ? parts.get(0).strip().toLowerCase(Locale.ROOT) : "";
    if (all.equals("closed")) {
      return List.of();
    }
    if (all.equals("24h")) {
      return List.of(Span.WHOLE_DAY);
    }
    List<Span> spans =
        parts.stream()
            .flatMap(part -> Span.read(part).stream())
            .sorted(Comparator.comparingInt(Span::from))
            .toList();
    if (spans.size() < parts.size() || spans.isEmpty()) {
      row.refuse(SPANS);
    }
    for (int i = 1; i < spans.size(); i++) {
      if (spans.get(i - 1).overlaps(spans.get(i))) {
        row.refuse("spans that overlap", "spans one after the other", "Join them to one.");
      }
    }
    return spans;
  }
}
