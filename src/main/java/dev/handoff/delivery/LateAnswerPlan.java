package dev.handoff.delivery;

import dev.handoff.handoff.LateAnswer;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** What is due for a promised answer, and when to look again. */
@Component
public final class LateAnswerPlan {

  private final LateAnswerSettings settings;
  private final Clock clock;

  public LateAnswerPlan(LateAnswerSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Too late for the callback API, or a killed node may have sent what must not be repeated. */
  public boolean isOver(@Variable("late") LateAnswer late) {
    return !clock.instant().isBefore(deadline(late))
        || (late.sent() != null && !settings.repeatUnknown());
  }

  /** The end is known, or the visitor must not wait for it any longer. */
  public boolean isResponseDue(@Variable("late") LateAnswer late) {
    return !clock.instant().isBefore(response(late));
  }

  /** It takes long: a sign of life. */
  public boolean isProgressDue(@Variable("late") LateAnswer late) {
    return !clock.instant().isBefore(progress(late));
  }

  /** Whether a worker that takes it up has something to do. */
  boolean isAnythingDue(LateAnswer late) {
    return late.state() == LateAnswer.State.PROMISED
        && (isOver(late) || isResponseDue(late) || isProgressDue(late));
  }

  /** When a worker looks next; empty once the promise is kept or told otherwise. */
  Optional<Instant> next(LateAnswer late) {
    if (late.state() != LateAnswer.State.PROMISED) {
      return Optional.empty();
    }
    Instant due = earlier(earlier(response(late), progress(late)), deadline(late));
    return Optional.of(earlier(due, clock.instant().plus(settings.look())));
  }

  /** Whether a response may still go out then. */
  boolean allows(LateAnswer late, Instant moment) {
    return moment.isBefore(deadline(late));
  }

  private Instant deadline(LateAnswer late) {
    return late.promisedAt().plus(settings.within());
  }

  private Instant response(LateAnswer late) {
    Instant due = late.promisedAt().plus(late.settled() ? settings.soonest() : settings.closing());
    Instant retry = late.retryAt();
    return retry != null && retry.isAfter(due) ? retry : due;
  }

  private Instant progress(LateAnswer late) {
    Instant last = late.progressAt();
    if (last == null) {
      return late.promisedAt().plus(settings.progressAfter());
    }
    return settings.progressEvery().isZero() ? deadline(late) : last.plus(settings.progressEvery());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
