package dev.handoff.intake;

import java.time.Duration;

/** Published once a request is answered, on the node that did it, for those who count. */
public record RequestAnswered(Door door, int status, Duration took) {}
