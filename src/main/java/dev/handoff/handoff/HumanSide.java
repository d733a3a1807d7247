package dev.handoff.handoff;

/**
 * Takes in what the human side did: operators in SalesIQ, agents in Desk. Whoever hears of it,
 * webhook or catch-up, says it here, and here alone duplicates are seen.
 */
public interface HumanSide {

  /** What became of an event. */
  enum Heard {
    /** It had its effect, durably. */
    APPLIED,
    /** It was heard before. */
    REPEATED,
    /** Things had gone on already; it changes nothing. */
    STALE
  }

  /**
   * One transaction under the conversation's lock: the visitor's stream gets what was said, the bot
   * platform its event, the owner changes, and when nobody came the fallback handoff is accepted.
   *
   * @param about the handoff at Zoho that the event belongs to
   */
  Heard hear(ZohoReference about, HumanEvent event);

  /** Whether an event of that source and name was heard before. */
  boolean hasHeard(ZohoReference about, String source, String id);
}
