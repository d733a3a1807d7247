package dev.handoff.sandbox;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Gives out ids of 18 digits that a later start does not give out again. */
final class Ids {

  private static final long SMALLEST = 100_000_000_000_000_000L;

  private final AtomicLong last;

  Ids(Instant start) {
    last = new AtomicLong(Math.max(SMALLEST, start.toEpochMilli() * 100_000));
  }

  String next() {
    return Long.toString(last.incrementAndGet());
  }
}
