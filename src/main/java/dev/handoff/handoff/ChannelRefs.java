package dev.handoff.handoff;

import org.jspecify.annotations.Nullable;

/**
 * Names under which the channel itself knows the conversation, beyond its conversation id.
 *
 * @param visitId SalesIQ's {@code visitor.visitid}; equals the conversation's {@code reference_id}
 * @param departmentId a department asked for by the caller
 * @param nativeForward whether the channel itself transfers the chat, so that Zoho is not called
 */
public record ChannelRefs(
    @Nullable String visitId, @Nullable String departmentId, boolean nativeForward) {

  /** Nothing beyond the conversation id. */
  public static final ChannelRefs NONE = new ChannelRefs(null, null, false);
}
