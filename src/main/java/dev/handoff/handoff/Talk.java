package dev.handoff.handoff;

import org.jspecify.annotations.Nullable;

/**
 * How a conversation with a person stands.
 *
 * @param handoff the handoff by which a person was last asked for; null when none ever was
 * @param accepted messages to the person that were taken, whatever became of them
 * @param delivered those that Zoho has
 * @param waiting those on their way
 * @param parked those that wait for an operator of the gateway
 * @param received messages of persons to the visitor
 */
public record Talk(
    ConversationId conversation,
    Ownership ownership,
    @Nullable String platform,
    @Nullable Handoff handoff,
    long accepted,
    long delivered,
    long waiting,
    long parked,
    long received) {}
