package dev.handoff.relay;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where bot platforms hear of what the human side did, and how patiently they are told (contract
 * 4.3).
 *
 * @param callbackUrl where signed events go; none are kept without it
 * @param callbackSecret one or more secrets of the signature, separated by commas; see {@link
 *     WebhookSigner}
 * @param botpressUrl base of the drop-in's webhook; nothing is kept for it without one
 * @param timeout how long a platform may take for its whole answer
 * @param parallel how many calls one node has under way at the same time; fewer than it has
 *     threads, so that a platform that hangs keeps no handoff from Zoho
 * @param initial the first pause after a failure
 * @param factor each pause is so much longer than the one before
 * @param max the longest pause
 * @param jitter spread around each pause, as a fraction of it
 * @param span how long an event is tried, from when it came about or was replayed; then it is
 *     parked
 */
@ConfigurationProperties("handoff.bot-events")
public record BotEventsProperties(
    @Nullable String callbackUrl,
    @Nullable String callbackSecret,
    @Nullable String botpressUrl,
    @DefaultValue("10s") Duration timeout,
    @DefaultValue("4") int parallel,
    @DefaultValue("5s") Duration initial,
    @DefaultValue("2") double factor,
    @DefaultValue("1h") Duration max,
    @DefaultValue("0.2") double jitter,
    @DefaultValue("24h") Duration span) {

  private static final String NAME = "handoff.bot-events.";
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);
  private static final int[] LEVELS = {100, 90, 70, 50};

  public BotEventsProperties {
    callbackUrl = blankToNull(callbackUrl);
    callbackSecret = blankToNull(callbackSecret);
    botpressUrl = blankToNull(botpressUrl);
    require(
        isPositive(timeout) && timeout.compareTo(LONGEST_TIMEOUT) <= 0,
        "timeout",
        timeout,
        "more than 0s, 1m at most");
    require(parallel >= 1, "parallel", parallel, "1 or more");
    require(isPositive(initial), "initial", initial, "more than 0s");
    require(factor >= 1, "factor", factor, "1 or more");
    require(isPositive(max), "max", max, "more than 0s");
    require(jitter >= 0 && jitter < 1, "jitter", jitter, "0 to below 1");
    require(isPositive(span), "span", span, "more than 0s");
  }

  private static @Nullable String blankToNull(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  private static boolean isPositive(Duration value) {
    return !value.isZero() && !value.isNegative();
  }

  private static void require(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          NAME + name + ": " + value + " (expected: " + expected + ")");
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
    return Duration.ofMillis(Math.round(capped * (1 - jitter + 2 * jitter * random)));
  }

  /** When an event is given up that has been tried since then. */
  Instant end(Instant since) {
    return since.plus(span);
  }

  /** How much of its time an event has used up: 0, 50, 70, 90 or 100 percent. */
  public int alert(Instant since, Instant now) {
    double used = 100.0 * Duration.between(since, now).toMillis() / span.toMillis();
    for (int level : LEVELS) {
      if (used >= level) {
        return level;
      }
    }
    return 0;
  }

  @Override
  public String toString() {
    return "BotEventsProperties[...]";
  }
}
