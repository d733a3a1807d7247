package dev.handoff.handoff;

import java.util.List;

/** What the gateway itself wrote on tickets, so that what Desk tells of it reaches nobody. */
public interface OwnWords {

  /**
   * Whether a comment is the gateway's own: known by its id, or, where Desk tells of it before the
   * journal has it, by its words, which are on their way to that ticket.
   *
   * @param text the comment as plain text
   */
  boolean wrote(ZohoReference about, String commentId, String text);

  /**
   * The comments that the words of the visitor's side became or may become, whether they arrived or
   * not: who speaks, a colon, the words, and the address of a file. Long ones are written in
   * pieces.
   *
   * @param longerThan none that is surely no longer than so many characters; 0 for all
   */
  List<String> comments(ZohoReference about, int longerThan);
}
