package dev.handoff.handoff;

import java.util.Map;

/**
 * The durable record of what each step did. Every method is one transaction of its own, and refuses
 * with {@link StaleClaimException} once another worker has taken the handoff over. A finished step
 * stays as it is, whatever is written about it later.
 */
public interface Journal {

  /**
   * Writes down that something is about to be created at Zoho, so that a crash in between is seen.
   * Gives the delivery for which the step is new: nothing that was unclear about it before counts,
   * because a create is begun only once that is settled.
   */
  Delivery begin(Delivery delivery, String step);

  /** Ends a step for good and gives the delivery that knows its facts. */
  Delivery done(Delivery delivery, String step, Map<String, String> facts);

  /** Takes a finished step back, facts and all: what it recorded turned out to be wrong. */
  void reopen(Delivery delivery, String step, String why);

  /** A step failed; {@code uncertain} when Zoho may have carried it out all the same. */
  void failed(Delivery delivery, String step, String detail, boolean uncertain);
}
