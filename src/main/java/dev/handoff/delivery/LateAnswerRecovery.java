package dev.handoff.delivery;

import dev.handoff.handoff.LateAnswer;
import dev.handoff.handoff.LateAnswer.Said;
import dev.handoff.handoff.LateAnswers;
import dev.handoff.zoho.ZohoFailure;
import dev.handoff.zoho.ZohoTokenMissing;
import dev.handoff.zoho.ZohoUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What becomes of a late answer whose response failed. Until its deadline it is sent again; what
 * can't be sent any more is kept for the visitor's next message, so that it is never lost.
 */
@Component
public final class LateAnswerRecovery {

  private static final Logger log = LoggerFactory.getLogger(LateAnswerRecovery.class);
  private static final String FAILURE = "CamelExceptionCaught";
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /** SalesIQ does not know the request, or no longer (salesiq.md 6). */
  private static final Set<String> UNKNOWN_REQUEST = Set.of("1011", "1019");

  private final LateAnswers answers;
  private final LateAnswerPlan plan;
  private final LateAnswerSettings settings;
  private final Clock clock;

  public LateAnswerRecovery(
      LateAnswers answers, LateAnswerPlan plan, LateAnswerSettings settings, Clock clock) {
    this.answers = answers;
    this.plan = plan;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * SalesIQ refuses the response. When an earlier one went out without a clear answer and the
   * request cannot have expired yet, that one was taken: it used the request up.
   */
  public void refused(
      @Variable("late") LateAnswer late, @ExchangeProperty(FAILURE) ZohoFailure failure) {
    Said sent = late.sent();
    if (sent != null && UNKNOWN_REQUEST.contains(failure.code()) && !plan.isOver(late)) {
      answers.answered(late, sent);
      log(late, "was taken at an earlier attempt", failure.code());
      return;
    }
    answers.keep(late);
    log(late, "is refused; the visitor is told at the next message", failure.code());
  }

  /** SalesIQ surely did not take the response. */
  public void again(
      @Variable("late") LateAnswer late, @ExchangeProperty(FAILURE) ZohoFailure failure) {
    retry(late, late.sent(), asked(failure), failure.code());
  }

  /** SalesIQ may have taken the response; {@code begun} knows what it said. */
  public void unclear(
      @Variable("late") LateAnswer late,
      @Variable("begun") LateAnswer begun,
      @ExchangeProperty(FAILURE) ZohoFailure failure) {
    if (settings.repeatUnknown()) {
      retry(late, begun.sent(), null, failure.code());
      return;
    }
    answers.keep(late);
    log(late, "may have arrived; the visitor is told again at the next message", failure.code());
  }

  /** A sign of life that got lost is not repeated. */
  public void noProgress(
      @Variable("late") LateAnswer late, @ExchangeProperty(FAILURE) ZohoFailure failure) {
    log.info("progress of handoff {} was not told ({})", late.id().handoff(), failure.code());
  }

  /** Nothing can be sent any more. */
  public void over(@Variable("late") LateAnswer late) {
    answers.keep(late);
    log(late, "cannot be sent any more; the visitor is told at the next message", "over");
  }

  private void retry(LateAnswer late, @Nullable Said sent, @Nullable Duration asked, String code) {
    Duration pause = pause(late.attempts());
    Instant retryAt =
        clock.instant().plus(asked != null && asked.compareTo(pause) > 0 ? asked : pause);
    if (!plan.allows(late, retryAt)) {
      answers.keep(late);
      log(late, "found no way in time; the visitor is told at the next message", code);
      return;
    }
    answers.retry(late, sent, retryAt);
    log(late, "is tried again", code);
  }

  private Duration pause(int attempts) {
    Duration grown = settings.retry().multipliedBy(1L << Math.min(attempts, 10));
    return grown.compareTo(LONGEST_PAUSE) < 0 ? grown : LONGEST_PAUSE;
  }

  private static @Nullable Duration asked(ZohoFailure failure) {
    if (failure instanceof ZohoUnavailable wait) {
      return wait.delay();
    }
    return failure instanceof ZohoTokenMissing token ? token.delay() : null;
  }

  private static void log(LateAnswer late, String what, String code) {
    log.warn("late answer of handoff {} {} ({})", late.id().handoff(), what, code);
  }
}
