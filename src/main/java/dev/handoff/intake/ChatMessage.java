package dev.handoff.intake;

import dev.handoff.handoff.ChatTurns;
import dev.handoff.routing.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * A message of a site's chat.
 *
 * @param trigger why it is one for a person, or null when it is one for the bot
 */
record ChatMessage(ChatTurns.Asked asked, @Nullable Trigger trigger) {}
