package dev.handoff.routing;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;

/** Days that differ from their weekday. */
sealed interface Holiday {

  /** The spans of these days; none when closed. */
  List<Span> spans();

  boolean covers(LocalDate day);

  /** How much it says: a date of one year is said on purpose, a yearly one in general. */
  int rank();

  /** From one date to another, both included. */
  record Dated(LocalDate first, LocalDate last, List<Span> spans) implements Holiday {

    @Override
    public boolean covers(LocalDate day) {
      return !day.isBefore(first) && !day.isAfter(last);
    }

    @Override
    public int rank() {
      return first.equals(last) ? 0 : 1;
    }
  }

  /** The same every year, both included; may go over the end of the year. */
  record Yearly(MonthDay first, MonthDay last, List<Span> spans) implements Holiday {

    @Override
    public boolean covers(LocalDate day) {
      MonthDay at = MonthDay.from(day);
      boolean begun = !at.isBefore(first);
      boolean going = !at.isAfter(last);
      return first.isAfter(last) ? begun || going : begun && going;
    }

    @Override
    public int rank() {
      return first.equals(last) ? 2 : 3;
    }
  }
}
