package dev.handoff.keeping;

import java.util.List;

/** Something of the visitor is still under way or waits for a person; nothing of it was touched. */
public final class StillOpenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StillOpenException(List<String> open) {
    super(
        "Not everything of this visitor is settled: "
            + String.join("; ", open)
            + ". Let it end, discard or replay what is parked, or erase with force=true, which gives"
            + " all of it up here (Zoho is told nothing).");
  }
}
