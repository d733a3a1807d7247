package dev.handoff.handoff;

/**
 * Published on this node once an attempt to tell a bot platform is durable.
 *
 * @param event as it is now: {@code SENT}, {@code PARKED}, or {@code WAITING} after a failure
 */
public record BotEventChanged(BotEvent event) {}
