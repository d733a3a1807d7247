package dev.handoff.sandbox;

/** How often a refresh token was used, and how often that gave an access token. */
public record Refreshes(int attempts, int successes) {}
