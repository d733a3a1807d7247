package dev.handoff.handoff;

/** Published after the commit that brought a handoff into a new state, on the node that did it. */
public record HandoffChanged(Handoff handoff) {}
