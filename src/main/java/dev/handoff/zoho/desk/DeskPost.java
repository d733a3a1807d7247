package dev.handoff.zoho.desk;

import dev.handoff.handoff.Operator;
import java.time.Instant;
import java.util.Locale;

/** What a comment or a thread of a ticket says to the visitor. */
public sealed interface DeskPost {

  /**
   * An agent's words to the visitor.
   *
   * @param id Desk's id of the comment or thread
   * @param text plain text
   */
  record Reply(String id, Instant at, Operator agent, String text) implements DeskPost {

    @Override
    public String toString() {
      return "Reply[" + id + "]";
    }
  }

  /** An agent's words of which only the beginning is known; the thread has to be read. */
  record Incomplete(String threadId) implements DeskPost {}

  /** Nothing that the visitor may see. */
  record NotForVisitor(Why why) implements DeskPost {}

  /** Why the visitor sees nothing of it. */
  enum Why {
    /** A private comment or thread. */
    PRIVATE,
    /** The contact wrote it. */
    INCOMING,
    /** Nobody of the staff wrote it. */
    NOT_AGENT,
    /** An agent behind whom only the gateway stands wrote it, or it is the ticket's own text. */
    OWN,
    /** It is not sent yet, or could not be sent. */
    NOT_SENT,
    /** There are no words in it. */
    EMPTY,
    /** It has no usable id. */
    UNREADABLE;

    /** The lower-case name used in metrics. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
