package dev.handoff.intake.zobot;

import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.Handoff;
import org.jspecify.annotations.Nullable;

/**
 * One call of the webhook on its way to an answer.
 *
 * @param key the conversation; null for a visitor who has none yet
 * @param placed the handoff of an order that the turn led to
 * @param mayPutOff whether the call may be answered with {@code pending}
 */
public record ZobotTurn(
    @Nullable ConversationKey key,
    DialogueTurn turn,
    @Nullable Handoff placed,
    boolean mayPutOff) {}
