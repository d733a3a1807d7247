package dev.handoff.handoff;

import java.time.Instant;
import java.util.Set;

/**
 * What a person may do with a parked handoff. Every act is one transaction, which also writes who
 * did it into the {@link Audit}; of several at the same time, one wins.
 */
public interface DeadLetters {

  /**
   * How a handoff is sent again.
   *
   * @param mend what is corrected before
   * @param anew finished steps that the correction makes void; they are done again
   * @param absent unclear steps of which a person saw that Zoho did not carry them out
   * @param due no attempt is made before
   * @param note what else the audit tells, or nothing
   */
  record Replay(Mend mend, Set<String> anew, Set<String> absent, Instant due, String note) {

    /** The same with nothing to correct. */
    public static Replay asItIs(Instant due, String note) {
      return new Replay(Mend.NOTHING, Set.of(), Set.of(), due, note);
    }
  }

  /**
   * Puts it back into its conversation's mailbox. It goes on at the step that failed, with all
   * attempts to come; finished steps stay finished, uncertain ones uncertain, and id and
   * correlation what they were. A visitor whom a bot told that it failed hears when it succeeds.
   *
   * @param seen the handoff as the person saw it
   * @throws NotParkedException when it has changed since
   */
  Handoff replay(Handoff seen, Replay how, String who);

  /**
   * Gives it up for good; its conversation may get a new one.
   *
   * @throws NotParkedException when it is not parked
   */
  Handoff discard(Handoff seen, String reason, String who);
}
