package dev.handoff.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Admits ten acts per key in any ten minutes. */
final class Throttle {

  private static final int ACTS = 10;
  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final Map<String, Deque<Instant>> admitted = new HashMap<>();
  private final InstantSource clock;
  private boolean lifted;

  Throttle(InstantSource clock) {
    this.clock = clock;
  }

  synchronized boolean admits(String key) {
    Instant now = clock.instant();
    Deque<Instant> recent = admitted.computeIfAbsent(key, fresh -> new ArrayDeque<>());
    recent.removeIf(at -> !at.plus(WINDOW).isAfter(now));
    if (recent.size() >= ACTS && !lifted) {
      return false;
    }
    recent.addLast(now);
    return true;
  }

  /** Admits everything until it is cleared. */
  synchronized void lift() {
    lifted = true;
  }

  synchronized void clear() {
    lifted = false;
    admitted.clear();
  }
}
