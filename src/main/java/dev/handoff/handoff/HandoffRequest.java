package dev.handoff.handoff;

import org.jspecify.annotations.Nullable;

/**
 * What was asked for. It is stored as it was accepted; what a person mends is kept beside it
 * ({@link Mend}).
 *
 * @param confidence how sure the bot was of its last answer, 0 to 1
 * @param category a name of the category table, already checked
 * @param channelRefs what the channel needs to be reached again, such as a SalesIQ visit id
 */
public record HandoffRequest(
    Visitor visitor,
    @Nullable String reason,
    @Nullable Double confidence,
    @Nullable CallbackRequest callback,
    @Nullable String subject,
    @Nullable String category,
    @Nullable String priority,
    ChannelRefs channelRefs) {}
