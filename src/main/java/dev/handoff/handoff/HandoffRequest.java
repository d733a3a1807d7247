package dev.handoff.handoff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for. It is stored as it was accepted; what a person mends is kept beside it
 * ({@link Mend}).
 *
 * @param confidence how sure the bot was of its last answer, 0 to 1
 * @param category a name of the category table, already checked
 * @param channelRefs what the channel needs to be reached again, such as a SalesIQ visit id
 * @param followUp the words that follow a handoff, when it is no handoff itself
 * @param stepsTaken what was tried before a person was asked for, in order; empty when not told
 */
public record HandoffRequest(
    Visitor visitor,
    @Nullable String reason,
    @Nullable Double confidence,
    @Nullable CallbackRequest callback,
    @Nullable String subject,
    @Nullable String category,
    @Nullable String priority,
    ChannelRefs channelRefs,
    @Nullable FollowUp followUp,
    List<String> stepsTaken) {

  public HandoffRequest {
    // what was stored before there were such steps tells none
    stepsTaken = stepsTaken == null ? List.of() : List.copyOf(stepsTaken);
  }

  /** A wish for a person. */
  public HandoffRequest(
      Visitor visitor,
      @Nullable String reason,
      @Nullable Double confidence,
      @Nullable CallbackRequest callback,
      @Nullable String subject,
      @Nullable String category,
      @Nullable String priority,
      ChannelRefs channelRefs) {
    this(
        visitor,
        reason,
        confidence,
        callback,
        subject,
        category,
        priority,
        channelRefs,
        null,
        List.of());
  }

  /** Something that follows a handoff; all that is known of the visitor is known there. */
  static HandoffRequest following(FollowUp words) {
    return new HandoffRequest(
        Visitor.unknown(), null, null, null, null, null, null, ChannelRefs.NONE, words, List.of());
  }

  /** The same wish of a visitor of whom more is known. */
  HandoffRequest of(Visitor known) {
    return new HandoffRequest(
        known,
        reason,
        confidence,
        callback,
        subject,
        category,
        priority,
        channelRefs,
        followUp,
        stepsTaken);
  }

  /** The same wish, for another way to a person. */
  HandoffRequest instead(String why) {
    return new HandoffRequest(
        visitor,
        why,
        confidence,
        callback,
        subject,
        category,
        priority,
        channelRefs.tellingOutcome(),
        null,
        stepsTaken);
  }

  /** The same wish, with what was tried before. */
  public HandoffRequest after(List<String> tried) {
    return new HandoffRequest(
        visitor,
        reason,
        confidence,
        callback,
        subject,
        category,
        priority,
        channelRefs,
        followUp,
        tried);
  }
}
