package dev.handoff.intake.salesiq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.intake.LenientJson;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times as SalesIQ writes them: epoch milliseconds, mostly as text (sheet section 1.2); seconds,
 * microseconds and ISO 8601 are read too. A time that nobody can have meant is none: before SalesIQ
 * was, or in the future.
 */
final class EventTimes {

  private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");
  private static final long SECONDS_BELOW = 100_000_000_000L;
  private static final long MICROSECONDS_FROM = 100_000_000_000_000L;
  private static final Instant EARLIEST = Instant.parse("2005-01-01T00:00:00Z");
  private static final Duration CLOCKS = Duration.ofMinutes(10);

  private final Instant latest;

  EventTimes(Instant now) {
    this.latest = now.plus(CLOCKS);
  }

  /** The first of these fields that holds a time. */
  @Nullable Instant first(JsonNode parent, String... names) {
    for (String name : names) {
      Instant time = read(LenientJson.first(parent, name));
      if (time != null) {
        return time;
      }
    }
    return null;
  }

  @Nullable Instant read(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return parse(text)
        .filter(time -> !time.isBefore(EARLIEST) && !time.isAfter(latest))
        .orElse(null);
  }

  private static Optional<Instant> parse(String text) {
    if (DIGITS.matcher(text).matches()) {
      return Optional.of(epoch(Long.parseLong(text)));
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException noOffset) {
      return local(text);
    }
  }

  private static Optional<Instant> local(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private static Instant epoch(long number) {
    if (number < SECONDS_BELOW) {
      return Instant.ofEpochSecond(number);
    }
    return Instant.ofEpochMilli(number >= MICROSECONDS_FROM ? number / 1000 : number);
  }
}
