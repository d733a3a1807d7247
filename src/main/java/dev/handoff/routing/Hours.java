package dev.handoff.routing;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The opening hours of a department, by the clocks of its zone. A span belongs to the day on which
 * it begins, also where it goes past midnight into a holiday. Where clocks are put forward, a time
 * that is skipped is the moment of the change; where they are put back, an hour that comes twice is
 * open both times.
 *
 * @param days spans by weekday; a day that is not named is closed
 * @param holidays days that differ; where several cover a day, a single date wins over a range, and
 *     a date of one year over a yearly one
 */
record Hours(ZoneId zone, Map<DayOfWeek, List<Span>> days, List<Holiday> holidays) {

  /** How far ahead the next change is looked for. */
  static final Duration HORIZON = Duration.ofDays(400);

  /** Never closed. */
  static final Hours ALWAYS = new Hours(ZoneOffset.UTC, Map.of(), List.of());

  private record Stretch(Instant from, Instant to) {}

  Opening at(Instant now) {
    if (days.isEmpty()) {
      return new Opening(true, null, zone);
    }
    LocalDate today = now.atZone(zone).toLocalDate();
    LocalDate end = today.plusDays(HORIZON.toDays());
    Instant openUntil = null;
    for (LocalDate day = today.minusDays(1); day.isBefore(end); day = day.plusDays(1)) {
      for (Span span : spans(day)) {
        Stretch stretch = stretch(day, span);
        Instant reached = openUntil == null ? now : openUntil;
        if (!stretch.from().isAfter(reached) && stretch.to().isAfter(reached)) {
          openUntil = stretch.to();
        }
      }
      Instant decided = decided(day, now, openUntil);
      if (decided != null) {
        return new Opening(openUntil != null, decided, zone);
      }
    }
    return new Opening(openUntil != null, null, zone);
  }

  /** The next change, when no day after this one can alter it; null when one may. */
  private @Nullable Instant decided(LocalDate day, Instant now, @Nullable Instant openUntil) {
    if (openUntil != null) {
      Instant nextMidnight = moment(day.plusDays(1).atStartOfDay(), false);
      return openUntil.isBefore(nextMidnight) ? openUntil : null;
    }
    return day.isBefore(now.atZone(zone).toLocalDate())
        ? null
        : spans(day).stream()
            .map(span -> stretch(day, span))
            .filter(stretch -> stretch.from().isAfter(now) && stretch.to().isAfter(stretch.from()))
            .map(Stretch::from)
            .min(Comparator.naturalOrder())
            .orElse(null);
  }

  private List<Span> spans(LocalDate day) {
    return holidays.stream()
        .filter(holiday -> holiday.covers(day))
        .min(Comparator.comparingInt(Holiday::rank))
        .map(Holiday::spans)
        .orElseGet(() -> days.getOrDefault(day.getDayOfWeek(), List.of()));
  }

  private Stretch stretch(LocalDate day, Span span) {
    LocalDateTime midnight = day.atStartOfDay();
    return new Stretch(
        moment(midnight.plusMinutes(span.from()), false),
        moment(midnight.plusMinutes(span.to()), true));
  }

  /** The moment that a clock of the zone shows; the later one of two when {@code last}. */
  private Instant moment(LocalDateTime shown, boolean last) {
    ZoneOffsetTransition change = zone.getRules().getTransition(shown);
    if (change == null) {
      return shown.atZone(zone).toInstant();
    }
    if (change.isGap()) {
      return change.getInstant();
    }
    return shown.toInstant(last ? change.getOffsetAfter() : change.getOffsetBefore());
  }
}
