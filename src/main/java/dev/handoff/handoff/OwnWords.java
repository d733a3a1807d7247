package dev.handoff.handoff;

/** What the gateway itself wrote on tickets, so that what Desk tells of it reaches nobody. */
public interface OwnWords {

  /**
   * Whether a comment is the gateway's own: known by its id, or, where Desk tells of it before the
   * journal has it, by its words, which are on their way to that ticket.
   *
   * @param text the comment as plain text
   */
  boolean wrote(ZohoReference about, String commentId, String text);
}
