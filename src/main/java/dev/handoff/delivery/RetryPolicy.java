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

  public RetryPolicy {
    positive("handoff.retry.initial", initial);
    positive("handoff.retry.max", max);
    positive("handoff.retry.span", span);
    positive("handoff.retry.credential", credential);
    require(factor >= 1, "handoff.retry.factor: " + factor + " (expected: >= 1)");
    require(attempts >= 1, "handoff.retry.attempts: " + attempts + " (expected: >= 1)");
    require(jitter >= 0 && jitter < 1, "handoff.retry.jitter: " + jitter + " (expected: 0 to < 1)");
  }

  private static void positive(String name, Duration value) {
    require(!value.isZero() && !value.isNegative(), name + ": " + value + " (expected: > 0)");
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
