package dev.handoff.zoho.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.handoff.handoff.HandoffId;
import dev.handoff.zoho.ZohoReply;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Desk's credits of the day, as the headers of its answers tell (desk.md 4). When few are left,
 * handoffs are started one by one, so that the rest of the day gets its share; a handoff once
 * started is finished without delay. Without headers, or with others than whole numbers, nothing is
 * slowed.
 */
final class DeskCredits {

  private static final String REMAINING = "x-rate-limit-remaining-v3";
  private static final String WEIGHT = "x-rate-limit-request-weight-v3";

  /** A search, a contact, a ticket and its reading back (desk.md 4: 3 + 1 + 1 + 1). */
  private static final int CREDITS_FOR_A_HANDOFF = 6;

  private static final int HIGHEST_WEIGHT = 100_000;
  private static final Duration STARTED_FOR = Duration.ofMinutes(10);
  private static final int STARTED_KEPT = 10_000;

  private record Reading(long left, Instant at) {}

  private final LimitsProperties.Credits settings;
  private final long reserve;
  private final Clock clock;
  private final AtomicLong spent = new AtomicLong();
  private final Cache<HandoffId, Instant> started;
  private volatile @Nullable Reading reading;
  private Instant nextStart = Instant.MIN;

  DeskCredits(LimitsProperties limits, Clock clock) {
    this.settings = limits.credits();
    this.reserve = limits.reserve();
    this.clock = clock;
    this.started =
        Caffeine.newBuilder()
            .expireAfterWrite(STARTED_FOR)
            .maximumSize(STARTED_KEPT)
            .ticker(() -> nanos(clock.instant()))
            .build();
  }

  private static long nanos(Instant at) {
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }

  /** Reads the headers of an answer. Never throws. */
  void note(ZohoReply reply) {
    Long left = number(reply.header(REMAINING));
    if (left != null) {
      reading = new Reading(Math.max(0, left), clock.instant());
    }
    Long weight = number(reply.header(WEIGHT));
    if (weight != null && weight > 0 && weight <= HIGHEST_WEIGHT) {
      spent.addAndGet(weight);
    }
  }

  private static @Nullable Long number(@Nullable String value) {
    return value != null && value.strip().matches("-?\\d{1,18}")
        ? Long.valueOf(value.strip())
        : null;
  }

  /** Credits left today, or null when Desk has not told today. */
  @Nullable Long left() {
    Reading last = reading;
    return last == null || !day(last.at()).equals(day(clock.instant())) ? null : last.left();
  }

  /** Credits that the calls of this node have cost since its start. */
  long spent() {
    return spent.get();
  }

  /** Whether handoffs are started one by one. */
  boolean isLow() {
    Long left = left();
    return left != null && left < reserve;
  }

  /**
   * Nothing when the handoff may call now; else the moment from which on the next one may start.
   */
  synchronized Optional<Instant> notBefore(@Nullable HandoffId handoff) {
    if (!isLow() || handoff == null || started.getIfPresent(handoff) != null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (now.isBefore(nextStart)) {
      return Optional.of(nextStart);
    }
    nextStart = now.plus(interval());
    started.put(handoff, now);
    return Optional.empty();
  }

  /** Time between two starts that makes the credits last until they are renewed. */
  Duration interval() {
    Long left = left();
    if (left == null || left < CREDITS_FOR_A_HANDOFF) {
      return settings.slowest();
    }
    Instant now = clock.instant();
    Instant renewed = day(now).plusDays(1).atStartOfDay(settings.zone()).toInstant();
    Duration even =
        Duration.between(now, renewed).multipliedBy(CREDITS_FOR_A_HANDOFF).dividedBy(left);
    return even.compareTo(settings.slowest()) < 0 ? even : settings.slowest();
  }

  private LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, settings.zone());
  }

  synchronized void forget() {
    reading = null;
    nextStart = Instant.MIN;
    started.invalidateAll();
  }
}
