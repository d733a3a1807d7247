package dev.handoff.handoff;

/** A visitor was forgotten: what nodes remember of visitors in their memory goes, too. */
public record VisitorGone() {}
