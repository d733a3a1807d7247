package dev.handoff.handoff;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * A conversation's handoffs in the order in which they were accepted, for the one worker that
 * serves it. Every method is one transaction.
 */
public interface Mailbox {

  /** Takes the first open handoff if it is due at {@code now}; counts the claim. */
  Optional<Delivery> claim(ConversationId conversation, Instant now);

  /** Records what the router chose. */
  Delivery chosen(Delivery delivery, HandoffKind kind);

  /** The handoff reached a person. */
  void delivered(Delivery delivery);

  /**
   * The handoff is tried again at {@code due}.
   *
   * @param counts whether the attempt counts towards giving up
   */
  void retry(Delivery delivery, HandoffError error, Instant due, boolean counts);

  /**
   * The handoff waits until {@code due} for something that is no attempt, and the time it may take
   * begins anew then.
   */
  void suspend(Delivery delivery, HandoffError error, Instant due);

  /** The handoff waits in the dead letters for a person. */
  void park(Delivery delivery, HandoffError error);

  /**
   * Decides under the conversation's row lock how its work goes on, so that no order accepted at
   * the same time is overlooked.
   *
   * @param decision gets the moment at which the next open handoff is due, or nothing when there is
   *     none; runs inside the transaction that holds the lock
   */
  <T> T decideNext(ConversationId conversation, Function<Optional<Instant>, T> decision);
}
