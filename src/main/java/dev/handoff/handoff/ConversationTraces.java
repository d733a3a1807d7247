package dev.handoff.handoff;

import org.jspecify.annotations.Nullable;

/** To which trace belongs what is told about a conversation later. */
public interface ConversationTraces {

  /**
   * The {@code traceparent} of the handoff by which a person was last asked for; null when there is
   * none.
   */
  @Nullable String traceParent(ConversationId conversation);
}
