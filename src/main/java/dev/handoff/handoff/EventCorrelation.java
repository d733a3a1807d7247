package dev.handoff.handoff;

import java.util.List;

/**
 * Finds out which conversation an event of the human side belongs to, by any id that Zoho gave. An
 * event may overtake the answer that would have told the id: it is kept for a while ({@code
 * handoff.relay.unknown-kept}) and told as soon as the conversation is known, in the order in which
 * things happened.
 */
public interface EventCorrelation {

  /** What became of an event. */
  enum Told {
    /** It had its effect. */
    APPLIED,
    /** It was heard before. */
    REPEATED,
    /** Things had gone on already. */
    STALE,
    /** Nobody knows the conversation yet; it waits. */
    KEPT,
    /** Nobody knows the conversation, and it does not wait any more. */
    DROPPED
  }

  /**
   * Tells an event to {@link HumanSide}, or keeps it. One transaction.
   *
   * @param kind of which kind the ids are, such as {@link References#SALESIQ}
   * @param ids every id of the conversation that came with the event, the best one first
   */
  Told hear(String tenant, String kind, List<String> ids, HumanEvent event);
}
