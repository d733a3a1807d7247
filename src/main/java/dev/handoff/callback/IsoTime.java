package dev.handoff.callback;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds ISO 8601 moments. Without an offset they are in the visitor's zone. */
final class IsoTime {

  private static final Pattern MOMENT =
      Pattern.compile(
          "(?<!\\d)(\\d{4}-\\d{2}-\\d{2})t(\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)"
              + " ?(z|[+-]\\d{2}(?::?\\d{2})?)?(?!\\d)");

  private IsoTime() {}

  /** Empty when there is none; a moment that does not exist on the calendar is none. */
  static Optional<ZonedDateTime> find(Remaining text, ZoneId zone) {
    return text.take(MOMENT).flatMap(m -> moment(m, zone));
  }

  private static Optional<ZonedDateTime> moment(MatchResult m, ZoneId zone) {
    try {
      LocalDateTime written = LocalDateTime.parse(m.group(1) + "T" + m.group(2));
      String offset = m.group(3);
      return Optional.of(
          offset == null
              ? written.atZone(zone)
              : written
                  .toInstant(offset.equals("z") ? ZoneOffset.UTC : ZoneOffset.of(offset))
                  .atZone(zone));
    } catch (DateTimeException noSuchTime) {
      return Optional.empty();
    }
  }
}
