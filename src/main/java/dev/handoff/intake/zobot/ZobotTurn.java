package dev.handoff.intake.zobot;

import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffId;
import org.jspecify.annotations.Nullable;

/**
 * One call of the webhook on its way to an answer.
 *
 * @param key the conversation; null for a visitor who has none yet
 * @param placed the handoff of an order that the turn led to
 * @param open the handoff by which a person has the conversation or was asked for
 * @param mayPutOff whether the call may be answered with {@code pending}
 */
public record ZobotTurn(
    @Nullable ConversationKey key,
    DialogueTurn turn,
    @Nullable Handoff placed,
    @Nullable HandoffId open,
    boolean mayPutOff) {

  /** The handoff that the answer is about, where there is one. */
  public @Nullable HandoffId handoff() {
    return placed == null ? open : placed.id();
  }
}
