package dev.handoff.intake.zobot;

/** A call and the answer it got, kept so that a repeated call gets it again. */
record Exchange(String requestId, ZobotAnswer answer) {}
