package dev.handoff.handoff;

import java.util.Locale;

/**
 * Where a handoff stands. {@code RECEIVED → DELIVERING → DELIVERED}; {@code RETRYING} waits for its
 * next attempt; {@code PARKED} waits for a person; {@code DISCARDED} was given up by a person.
 */
public enum HandoffState {
  RECEIVED,
  DELIVERING,
  RETRYING,
  DELIVERED,
  PARKED,
  DISCARDED;

  /** Whether a worker still has something to do. */
  public boolean isOpen() {
    return this == RECEIVED || this == DELIVERING || this == RETRYING;
  }

  /** The lower-case name used in answers, metrics and the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
