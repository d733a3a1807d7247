package dev.handoff.intake.desk;

import dev.handoff.zoho.desk.DeskPost;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing that a Desk webhook tells. */
sealed interface DeskNews {

  /**
   * An agent wrote to the visitor.
   *
   * @param ticketId Desk's id of the ticket, if it is told
   * @param sessionId the web chat session, if it is told
   * @param isNamed whether the reply has an id of its own, so that a repetition is known by it
   */
  record Said(
      @Nullable String ticketId, @Nullable String sessionId, DeskPost.Reply reply, boolean isNamed)
      implements DeskNews {}

  /** An agent wrote to the visitor, but the thread has to be read to know what. */
  record Unread(String ticketId, String threadId, Instant at) implements DeskNews {}

  /**
   * A ticket is closed.
   *
   * @param ticketNumber as the visitor knows it
   */
  record Closed(String ticketId, Instant at, String ticketNumber) implements DeskNews {}

  /**
   * Nothing for a visitor.
   *
   * @param why a word for the metrics; of a small set
   */
  record Nothing(String why) implements DeskNews {}
}
