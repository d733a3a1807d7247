package dev.handoff.handoff;

import java.time.Instant;

/** A place in a list that is ordered by time, and by id among equals. */
public record Position(Instant at, String id) {

  /** Where that handoff stands in a list by acceptance. */
  public static Position of(Handoff handoff) {
    return new Position(handoff.createdAt(), handoff.id().value());
  }
}
