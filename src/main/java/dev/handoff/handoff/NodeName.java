package dev.handoff.handoff;

/** What this node is called where nodes are told apart; another name after each start. */
public record NodeName(String value) {}
