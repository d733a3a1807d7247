package dev.handoff.relay;

import dev.handoff.handoff.BotEvent;
import dev.handoff.zoho.Departure;
import org.jspecify.annotations.Nullable;

/**
 * An event in the hands of a worker.
 *
 * @param departure until when it may leave; taken before the database said that it is this
 *     worker's, so that a node which stood still since then sends nothing that another one has now
 * @param traceParent what it takes along: the trace of its handoff
 */
public record BotWork(BotEvent event, Departure departure, @Nullable String traceParent) {}
