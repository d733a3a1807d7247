package dev.handoff.operations;

import dev.handoff.intake.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;

/**
 * A time in stretches of equal width.
 *
 * @param width of a stretch; they begin at whole multiples of it since 1970
 */
record TimeRange(Instant from, Instant to, Duration width) {

  private static final Duration USUAL = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(31);
  private static final int MOST = 84;
  private static final long[] WIDTHS = {60, 300, 900, 1_800, 3_600, 7_200, 21_600, 86_400};

  /** The hour before now, unless {@code from} and {@code to} say otherwise; at most 31 days. */
  static TimeRange read(JsonFields query, Instant now) {
    query.only("from", "to");
    Instant givenTo = Filters.moment(query, "to");
    Instant givenFrom = Filters.moment(query, "from");
    Instant to = givenTo == null ? now : givenTo;
    Instant from = givenFrom == null ? to.minus(USUAL) : givenFrom;
    Filters.requireOrder(query, from, to);
    if (Duration.between(from, to).compareTo(LONGEST) > 0) {
      query.rule("from", "is more than 31 days before 'to'");
    }
    query.check();
    long seconds = Duration.between(from, to).toSeconds();
    long width =
        LongStream.of(WIDTHS)
            .filter(each -> seconds <= each * MOST)
            .findFirst()
            .orElse(WIDTHS[WIDTHS.length - 1]);
    Instant start = Instant.ofEpochSecond(Math.floorDiv(from.getEpochSecond(), width) * width);
    return new TimeRange(start, to, Duration.ofSeconds(width));
  }

  /** The same for all times that end within the same stretch. */
  TimeRange key() {
    return new TimeRange(from, start(Math.floorDiv(to.getEpochSecond(), width.toSeconds())), width);
  }

  /** When the stretch of that number begins. */
  Instant start(long bucket) {
    return Instant.ofEpochSecond(bucket * width.toSeconds());
  }
}
