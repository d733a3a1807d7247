package dev.handoff.intake;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * How callers are answered.
 *
 * @param syncWait how long a call waits for the delivery before it answers that it is on its way
 * @param zobotWait the same for the Zobot webhook, which SalesIQ gives 5 seconds; at most 4 s
 * @param zobotAnswer when the Zobot webhook answers at the latest, whatever happens; at most 4 s
 * @param waiters how many callers may wait at the same time on one node
 */
@ConfigurationProperties("handoff.intake")
public record IntakeProperties(
    @DefaultValue("8s") @DurationUnit(ChronoUnit.SECONDS) Duration syncWait,
    @DefaultValue("3s") Duration zobotWait,
    @DefaultValue("3500ms") Duration zobotAnswer,
    @DefaultValue("200") int waiters) {

  private static final Duration ZOBOT_LONGEST = Duration.ofSeconds(4);

  public IntakeProperties {
    if (zobotAnswer.isZero()
        || zobotAnswer.isNegative()
        || zobotAnswer.compareTo(ZOBOT_LONGEST) > 0) {
      throw new IllegalArgumentException(
          "handoff.intake.zobot-answer: "
              + zobotAnswer
              + " (expected: up to "
              + ZOBOT_LONGEST
              + ")");
    }
    if (syncWait.isNegative()) {
      throw new IllegalArgumentException("HANDOFF_SYNC_WAIT: " + syncWait + " (expected: >= 0)");
    }
    if (zobotWait.isNegative()) {
      throw new IllegalArgumentException(
          "handoff.intake.zobot-wait: " + zobotWait + " (expected: 0s or more)");
    }
    if (waiters < 0) {
      throw new IllegalArgumentException(
          "handoff.intake.waiters: " + waiters + " (expected: 0 or more)");
    }
    if (zobotWait.compareTo(syncWait) > 0) {
      zobotWait = syncWait;
    }
    if (zobotWait.compareTo(ZOBOT_LONGEST) > 0) {
      zobotWait = ZOBOT_LONGEST;
    }
  }
}
