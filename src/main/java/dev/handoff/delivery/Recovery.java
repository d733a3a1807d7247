package dev.handoff.delivery;

import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.FaultText;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffError;
import dev.handoff.handoff.Journal;
import dev.handoff.handoff.Mailbox;
import dev.handoff.zoho.ZohoFailure;
import dev.handoff.zoho.ZohoNotAsked;
import dev.handoff.zoho.ZohoOutcomeUnknown;
import dev.handoff.zoho.ZohoTokenMissing;
import dev.handoff.zoho.ZohoUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What becomes of a delivery that failed; the route configurations choose which method. */
@Component
public final class Recovery {

  private static final Logger log = LoggerFactory.getLogger(Recovery.class);

  /**
   * The failure itself. Camel's annotation for exceptions would give one that a flow caught earlier
   * and that Camel attached to it, such as the lost connection behind a classified answer.
   */
  private static final String FAILURE = "CamelExceptionCaught";

  private static final String EXHAUSTED =
      "All attempts are used up. Replay once the cause is gone.";

  private static final String EXPIRED =
      "It has waited longer than %s (%s). Replay once the cause is gone.";

  private final Mailbox mailbox;
  private final Journal journal;
  private final Steps steps;
  private final RetryPolicies policies;
  private final Clock clock;
  private final Random random = new Random();

  Recovery(Mailbox mailbox, Journal journal, Steps steps, RetryPolicies policies, Clock clock) {
    this.mailbox = mailbox;
    this.journal = journal;
    this.steps = steps;
    this.policies = policies;
    this.clock = clock;
  }

  /** Not carried out, or safe to repeat: again later, or parked when the attempts are used up. */
  public void retry(
      @Variable("delivery") Delivery delivery,
      @Variable("step") @Nullable String step,
      @ExchangeProperty(FAILURE) Throwable failure) {
    note(delivery, step, failure, false);
    Duration asked = failure instanceof ZohoUnavailable wait ? wait.delay() : null;
    again(delivery, error(step, failure, true), FailureKind.of(failure), asked);
  }

  /** Perhaps carried out: the next attempt looks before it repeats. */
  public void lookThenRetry(
      @Variable("delivery") Delivery delivery,
      @Variable("step") @Nullable String step,
      @ExchangeProperty(FAILURE) Throwable failure) {
    if (!(failure instanceof ZohoFailure)) {
      log.error("handoff {}: {}", delivery.handoff().id(), FaultText.of(failure));
    }
    note(delivery, step, failure, true);
    Duration asked = failure instanceof ZohoOutcomeUnknown unclear ? unclear.delay() : null;
    again(delivery, error(step, failure, true), FailureKind.of(failure), asked);
  }

  /**
   * No access token: waits for it without using up attempts, however long that takes. The time for
   * them begins anew with new credentials.
   */
  public void waitForToken(
      @Variable("delivery") Delivery delivery,
      @Variable("step") @Nullable String step,
      @ExchangeProperty(FAILURE) ZohoTokenMissing failure) {
    note(delivery, step, failure, false);
    Duration told = failure.delay();
    Duration longest = policies.credential();
    Duration pause = told == null || told.compareTo(longest) > 0 ? longest : told;
    Instant due = clock.instant().plus(policies.standard().pauseAsked(pause, random.nextDouble()));
    mailbox.suspend(delivery, error(step, failure, true), due);
    log(delivery, "waits for a Zoho token", failure.code());
  }

  /**
   * Nothing was sent: comes again when it is its turn, without using up attempts, for as long as
   * the span of that kind of failure. A step that was uncertain before is left as it was.
   */
  public void waitForTurn(
      @Variable("delivery") Delivery delivery,
      @Variable("step") @Nullable String step,
      @ExchangeProperty(FAILURE) ZohoNotAsked failure) {
    if (step != null && !delivery.isUncertain(step)) {
      note(delivery, step, failure, false);
    }
    HandoffError error = error(step, failure, true);
    Instant now = clock.instant();
    FailureKind kind = FailureKind.of(failure);
    if (isTooOld(delivery.handoff(), policies.of(kind), now)) {
      giveUp(delivery, error, expired(kind));
      return;
    }
    mailbox.retry(delivery, error, now.plus(failure.pause()), false);
    log.debug("handoff {} waits for its turn ({})", delivery.handoff().id(), failure.code());
  }

  /** No repetition mends it: to the dead letters. */
  public void park(
      @Variable("delivery") Delivery delivery,
      @Variable("step") @Nullable String step,
      @ExchangeProperty(FAILURE) Throwable failure) {
    note(delivery, step, failure, false);
    mailbox.park(delivery, error(step, failure, false));
    log(delivery, "parked", code(failure));
  }

  private void again(
      Delivery delivery, HandoffError error, FailureKind kind, @Nullable Duration asked) {
    RetryPolicy policy = policies.of(kind);
    Handoff handoff = delivery.handoff();
    int failed = handoff.attempts() + 1;
    Instant now = clock.instant();
    if (failed >= policy.attempts() || isTooOld(handoff, policy, now)) {
      giveUp(delivery, error, failed >= policy.attempts() ? EXHAUSTED : expired(kind));
      return;
    }
    Duration pause = policy.pause(failed, random.nextDouble());
    if (asked != null) {
      Duration told = policy.pauseAsked(asked, random.nextDouble());
      pause = told.compareTo(pause) > 0 ? told : pause;
    }
    mailbox.retry(delivery, error, now.plus(pause), true);
    log(delivery, "retries in " + pause.toMillis() + " ms", error.code());
  }

  private static boolean isTooOld(Handoff handoff, RetryPolicy policy, Instant now) {
    return now.isAfter(handoff.attemptsSince().plus(policy.span()));
  }

  private String expired(FailureKind kind) {
    String span = policies.of(kind).span().toString();
    return String.format(
        EXPIRED, policies.spanName(kind), span.replaceFirst("^PT", "").toLowerCase(Locale.ROOT));
  }

  private void giveUp(Delivery delivery, HandoffError error, String remedy) {
    mailbox.park(
        delivery, new HandoffError(error.step(), error.code(), error.message(), remedy, true));
    log(delivery, "parked, all attempts or all the time used up", error.code());
  }

  /** An uncertain step stays uncertain until it is found or done. */
  private void note(
      Delivery delivery, @Nullable String step, Throwable failure, boolean uncertain) {
    if (step != null && !delivery.isDone(step)) {
      boolean unclear = uncertain || steps.isUncertain(delivery, step);
      journal.failed(delivery, step, code(failure), unclear);
    }
  }

  private static HandoffError error(@Nullable String step, Throwable failure, boolean retryable) {
    if (failure instanceof ZohoFailure zoho) {
      return new HandoffError(
          step, zoho.code(), String.valueOf(zoho.getMessage()), zoho.remedy(), retryable);
    }
    return new HandoffError(
        step,
        code(failure),
        "an error inside the gateway",
        "Look into the log for this handoff's id.",
        retryable);
  }

  private static String code(Throwable failure) {
    return failure instanceof ZohoFailure zoho ? zoho.code() : "internal_error";
  }

  private static void log(Delivery delivery, String what, String code) {
    log.warn("handoff {} {} ({})", delivery.handoff().id(), what, code);
  }
}
