package dev.handoff.zoho.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.handoff.handoff.HandoffId;
import dev.handoff.zoho.ZohoAnswer;
import dev.handoff.zoho.ZohoHost;
import dev.handoff.zoho.ZohoNotAsked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The way to one host: who may call now, and when the others come again. */
final class Gate {

  private static final int CALLS_FOR_A_HANDOFF = 4;
  private static final Duration LONGEST_LINE = Duration.ofMinutes(2);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
  private static final Duration LONGEST_SPACING = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration BLAMED_FOR = Duration.ofDays(1);
  private static final int BLAMED_KEPT = 10_000;
  private static final double NEW = 0.1;

  /** A pause that Zoho asked for. */
  private record Hold(Instant until, String code) {}

  private final ZohoHost host;
  private final Clock clock;
  private final Duration firstPause;
  private final CallSlots slots;
  private final Breaker breaker;
  private final @Nullable DeskCredits credits;
  private final Turns turns = new Turns(LONGEST_LINE, new Random());

  /**
   * Handoffs with a failure that has been counted. Zoho may choke on one handoff's own request; its
   * many repetitions must not stop the others.
   */
  private final Cache<HandoffId, Boolean> blamed =
      Caffeine.newBuilder().expireAfterAccess(BLAMED_FOR).maximumSize(BLAMED_KEPT).build();

  private volatile Hold hold = new Hold(Instant.MIN, "");
  private volatile double usualMillis = 100;

  Gate(ZohoHost host, LimitsProperties limits, @Nullable DeskCredits credits, Clock clock) {
    this.host = host;
    this.clock = clock;
    this.credits = credits;
    this.firstPause = limits.circuit().firstPause();
    int most = host == ZohoHost.DESK ? limits.desk() : limits.salesiqParallel();
    this.slots = new CallSlots(host.wireName(), most, limits.patience());
    this.breaker = new Breaker(host.wireName(), limits.circuit(), clock);
  }

  void enter(@Nullable HandoffId asker) {
    requireNoHold();
    if (breaker.isShut()) {
      throw circuitOpen();
    }
    requireCredits(asker);
    if (!slots.tryEnter()) {
      throw notAsked(
          "too_many_calls",
          slots.allowed() + " calls are under way, as many as may be",
          clock.instant().plus(SOON),
          spacing());
    }
    if (!breaker.tryEnter()) {
      slots.leave();
      throw circuitOpen();
    }
  }

  private void requireNoHold() {
    Hold now = hold;
    if (now.until().isAfter(clock.instant())) {
      throw notAsked(
          "zoho_pause",
          "it asked for a pause until " + now.until() + " (" + now.code() + ")",
          soonerThan(now.until()),
          spacing());
    }
  }

  /** A long pause is asked about again, since a person may end it early. */
  private Instant soonerThan(Instant end) {
    Instant look = clock.instant().plus(LONGEST_WAIT);
    return look.isBefore(end) ? look : end;
  }

  private void requireCredits(@Nullable HandoffId asker) {
    if (credits != null) {
      credits
          .notBefore(asker)
          .ifPresent(
              start -> {
                throw notAsked(
                    "credits_low",
                    credits.left() + " credits are left for today; handoffs go one by one",
                    start,
                    credits.interval());
              });
    }
  }

  private ZohoNotAsked circuitOpen() {
    Breaker.Condition now = breaker.condition();
    Instant soon = clock.instant().plus(firstPause);
    return notAsked(
        "circuit_open",
        "it fails since " + now.since() + ": " + now.why(),
        now.until().isAfter(soon) ? now.until() : soon,
        spacing());
  }

  private ZohoNotAsked notAsked(String code, String why, Instant earliest, Duration spacing) {
    Duration pause = Duration.between(clock.instant(), turns.next(earliest, spacing));
    return new ZohoNotAsked(
        code,
        host.wireName() + " was not asked: " + why,
        pause.isNegative() ? Duration.ZERO : pause);
  }

  /** At this pace the host can serve those who come back. */
  private Duration spacing() {
    long nanos = (long) (usualMillis * 1_000_000 * CALLS_FOR_A_HANDOFF / slots.allowed());
    return nanos < LONGEST_SPACING.toNanos() ? Duration.ofNanos(nanos) : LONGEST_SPACING;
  }

  /** To be called once for each {@link #enter} that let a call through. */
  void left(@Nullable HandoffId asker, ZohoAnswer answer, Duration took) {
    try {
      judge(asker, answer, took);
    } finally {
      slots.leave();
    }
  }

  private void judge(@Nullable HandoffId asker, ZohoAnswer answer, Duration took) {
    if (answer instanceof ZohoAnswer.Wait wait && wait.busy()) {
      breaker.ignored();
      slow(wait);
    } else if (answer instanceof ZohoAnswer.NotSent) {
      breaker.ignored();
    } else if (answer.isOutage()) {
      failed(asker, String.valueOf(answer.failureCode()));
    } else {
      breaker.succeeded();
      slots.succeeded();
      usualMillis += NEW * (took.toMillis() - usualMillis);
    }
  }

  private void slow(ZohoAnswer.Wait wait) {
    slots.cut();
    Duration asked = wait.delay();
    if (asked != null && !asked.isZero()) {
      Instant until = clock.instant().plus(asked);
      if (until.isAfter(hold.until())) {
        hold = new Hold(until, wait.code());
      }
    }
  }

  private void failed(@Nullable HandoffId asker, String code) {
    boolean first = asker == null || blamed.asMap().putIfAbsent(asker, true) == null;
    if (first || breaker.isProbing()) {
      breaker.failed(code);
    } else {
      breaker.ignored();
    }
  }

  HostStatus status() {
    Breaker.Condition now = breaker.condition();
    Instant end = clock.instant();
    Hold held = hold.until().isAfter(end) ? hold : null;
    return new HostStatus(
        host,
        now.state().name().toLowerCase(Locale.ROOT),
        now.since(),
        now.until().isAfter(end) ? now.until() : null,
        now.isClosed() ? null : now.why(),
        slots.active(),
        slots.allowed(),
        slots.most(),
        held == null ? null : held.until(),
        held == null ? null : held.code(),
        credits == null ? null : credits.left(),
        credits == null ? 0 : credits.spent(),
        credits != null && credits.isLow());
  }

  void reset() {
    hold = new Hold(Instant.MIN, "");
    breaker.reset();
    slots.reset();
    turns.forget();
    blamed.invalidateAll();
    if (credits != null) {
      credits.forget();
    }
  }
}
