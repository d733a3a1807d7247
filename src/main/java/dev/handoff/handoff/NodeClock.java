package dev.handoff.handoff;

import java.time.Clock;
import java.time.Duration;

/**
 * This machine's own time, as fine as the databases keep it. It may be minutes wrong; what nodes
 * have to agree on goes by the bean of type {@link Clock}.
 */
public record NodeClock(Clock time) {

  private static final Duration FINENESS = Duration.ofNanos(1_000);

  /** The time of the operating system. */
  public static NodeClock system() {
    return new NodeClock(Clock.tick(Clock.systemUTC(), FINENESS));
  }
}
