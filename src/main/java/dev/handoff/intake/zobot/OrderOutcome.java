package dev.handoff.intake.zobot;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What became of an {@link Order} by the time an answer is due. */
public sealed interface OrderOutcome {

  /** It is done; with the ids that exist for its kind. */
  record Delivered(
      @Nullable String ticketNumber, @Nullable String callId, @Nullable String conversationId)
      implements OrderOutcome {}

  /**
   * It is saved and still under way.
   *
   * @param answerFollows whether the callback API will be used to tell the end of it
   */
  record Pending(boolean answerFollows) implements OrderOutcome {}

  /** It will not be done without a person's help. */
  record Refused() implements OrderOutcome {}

  static OrderOutcome ticket(@Nullable String ticketNumber) {
    return new Delivered(ticketNumber, null, null);
  }

  static OrderOutcome call(@Nullable String callId) {
    return new Delivered(null, callId, null);
  }

  static OrderOutcome chat(@Nullable String conversationId) {
    return new Delivered(null, null, conversationId);
  }

  /** Still under way, and the visitor hears no more of it in this call. */
  static OrderOutcome pending() {
    return new Pending(false);
  }

  /** Still under way; the answer follows through the callback API. */
  static OrderOutcome answerFollows() {
    return new Pending(true);
  }

  static OrderOutcome refused() {
    return new Refused();
  }

  /** Exactly one of the three is called. */
  default <R> R match(
      Function<Delivered, R> delivered,
      Function<Pending, R> pending,
      Function<Refused, R> refused) {
    if (this instanceof Delivered done) {
      return delivered.apply(done);
    }
    if (this instanceof Pending underWay) {
      return pending.apply(underWay);
    }
    return refused.apply((Refused) this);
  }
}
