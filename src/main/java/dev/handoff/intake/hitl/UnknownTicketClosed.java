package dev.handoff.intake.hitl;

/** Botpress has closed a conversation that cannot be told from its id; counted by operations. */
public record UnknownTicketClosed() {}
