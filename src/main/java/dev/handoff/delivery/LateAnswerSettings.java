package dev.handoff.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the bot's {@code pending} is finished. All times count from the moment it was answered, which
 * SalesIQ lets wait for less than three minutes (salesiq.md 5.5, 6).
 *
 * @param soonest no response goes out before that, so that it never overtakes the {@code pending}
 * @param progressAfter when the first sign of life is sent
 * @param progressEvery how long after it the next one, and so on; zero sends one only
 * @param closing when the visitor is told that it is saved and on its way, if it is still not done
 * @param within no response is sent after that; what is left is told at the visitor's next message
 * @param look how often a node looks for an end that it was not told of, such as a person's act or
 *     that of a node that died; the end of a delivery is told at once
 * @param retry the pause after a response that failed; each next one is twice as long
 * @param repeatUnknown whether a response without a clear answer is sent again. SalesIQ is said to
 *     take one response for each request, but that is not confirmed (salesiq.md 11.14): when false,
 *     the answer is told at the visitor's next message instead, perhaps for the second time
 */
@ConfigurationProperties("handoff.late-answer")
public record LateAnswerSettings(
    @DefaultValue("1s") Duration soonest,
    @DefaultValue("20s") Duration progressAfter,
    @DefaultValue("45s") Duration progressEvery,
    @DefaultValue("140s") Duration closing,
    @DefaultValue("170s") Duration within,
    @DefaultValue("30s") Duration look,
    @DefaultValue("2s") Duration retry,
    @DefaultValue("true") boolean repeatUnknown) {

  private static final Duration SALESIQ_WAITS = Duration.ofMinutes(3);

  public LateAnswerSettings {
    require(!soonest.isNegative(), "soonest", soonest, "zero or more");
    require(!progressAfter.isNegative(), "progress-after", progressAfter, "zero or more");
    require(!progressEvery.isNegative(), "progress-every", progressEvery, "zero or more");
    require(positive(look), "look", look, "more than zero");
    require(positive(retry), "retry", retry, "more than zero");
    require(
        closing.compareTo(soonest) >= 0, "closing", closing, "soonest (" + soonest + ") or later");
    require(
        within.compareTo(closing) > 0 && within.compareTo(SALESIQ_WAITS) < 0,
        "within",
        within,
        "after closing (" + closing + ") and less than " + SALESIQ_WAITS);
  }

  private static boolean positive(Duration value) {
    return !value.isZero() && !value.isNegative();
  }

  private static void require(boolean holds, String name, Duration value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "handoff.late-answer." + name + ": " + value + " (expected: " + expected + ")");
    }
  }
}
