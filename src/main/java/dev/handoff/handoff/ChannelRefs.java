package dev.handoff.handoff;

import org.jspecify.annotations.Nullable;

/**
 * Names under which the channel itself knows the conversation, beyond its conversation id.
 *
 * @param visitId SalesIQ's {@code visitor.visitid}; equals the conversation's {@code reference_id}
 * @param departmentId a department asked for by the caller
 * @param nativeForward whether the channel itself transfers the chat, so that Zoho is not called
 * @param tellsOutcome whether the conversation gets a line that says what was made
 */
public record ChannelRefs(
    @Nullable String visitId,
    @Nullable String departmentId,
    boolean nativeForward,
    boolean tellsOutcome) {

  /** Without a line about the outcome: the caller tells it. */
  public ChannelRefs(
      @Nullable String visitId, @Nullable String departmentId, boolean nativeForward) {
    this(visitId, departmentId, nativeForward, false);
  }

  /** The same, and the conversation gets to hear what was made. */
  public ChannelRefs tellingOutcome() {
    return new ChannelRefs(visitId, departmentId, false, true);
  }

  /** Nothing beyond the conversation id. */
  public static final ChannelRefs NONE = new ChannelRefs(null, null, false);
}
