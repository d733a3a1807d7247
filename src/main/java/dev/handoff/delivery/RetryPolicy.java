package dev.handoff.delivery;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * When a failed delivery is tried again: exponential backoff with jitter, as a due time in the
 * database.
 *
 * @param initial the first pause
 * @param factor each pause is so much longer than the one before
 * @param max the longest pause
 * @param attempts failed attempts after which a handoff is parked
 * @param jitter spread around each pause, as a fraction of it
 * @param span age of a handoff, or time since its replay, after which it is parked, whatever the
 *     number of attempts
 * @param credential longest pause while only new credentials would help; such attempts don't count
 */
@ConfigurationProperties("handoff.retry")
public record RetryPolicy(
    @DefaultValue("5s") @DurationUnit(ChronoUnit.SECONDS) Duration initial,
    @DefaultValue("2") double factor,
    @DefaultValue("1h") @DurationUnit(ChronoUnit.SECONDS) Duration max,
    @DefaultValue("32") int attempts,
    @DefaultValue("0.2") double jitter,
    @DefaultValue("48h") @DurationUnit(ChronoUnit.SECONDS) Duration span,
    @DefaultValue("60s") Duration credential) {

  /** Longer is not meant, and moments that far away cannot be reckoned. */
  static final Duration LONGEST = Duration.ofDays(3650);

  static final int LARGEST_FACTOR = 100;
  static final int MOST_ATTEMPTS = 100_000;

  public RetryPolicy {
    pause("handoff.retry.initial", initial);
    pause("handoff.retry.max", max);
    pause("handoff.retry.span", span);
    pause("handoff.retry.credential", credential);
    require(
        isFactor(factor),
        "handoff.retry.factor: " + factor + " (expected: 1 to " + LARGEST_FACTOR + ")");
    require(
        isAttempts(attempts),
        "handoff.retry.attempts: " + attempts + " (expected: 1 to " + MOST_ATTEMPTS + ")");
    require(jitter >= 0 && jitter < 1, "handoff.retry.jitter: " + jitter + " (expected: 0 to < 1)");
  }

  static boolean isPause(Duration value) {
    return !value.isZero() && !value.isNegative() && value.compareTo(LONGEST) <= 0;
  }

  static boolean isFactor(double factor) {
    return factor >= 1 && factor <= LARGEST_FACTOR;
  }

  static boolean isAttempts(int attempts) {
    return attempts >= 1 && attempts <= MOST_ATTEMPTS;
  }

  private static void pause(String name, Duration value) {
    require(
        isPause(value),
        name + ": " + value + " (expected: > 0, at most " + LONGEST.toDays() + "d)");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * The pause after so many failed attempts.
   *
   * @param failed failed attempts so far, this one included
   * @param random 0 to below 1
   */
  Duration pause(int failed, double random) {
    double plain = initial.toMillis() * Math.pow(factor, Math.max(0, failed - 1));
    double capped = Math.min(plain, max.toMillis());
    return Duration.ofMillis(Math.round(spread(capped, random)));
  }

  /** The pause Zoho asked for, never shortened. */
  Duration pauseAsked(Duration asked, double random) {
    return asked.plusMillis(Math.round(asked.toMillis() * jitter * random));
  }

  private double spread(double pause, double random) {
    return pause * (1 - jitter + 2 * jitter * random);
  }
}
