package dev.handoff.handoff;

import java.util.Locale;

/**
 * Published for each event of the human side that came in, for those who count.
 *
 * @param source who told, such as {@code salesiq}
 * @param event what it was, one of a few words
 * @param outcome what became of it, one of a few words
 */
public record EventHeard(String source, String event, String outcome) {

  /** What became of an event that was understood. */
  public static EventHeard of(HumanEvent event, EventCorrelation.Told told) {
    return new EventHeard(event.source(), word(event), told.name().toLowerCase(Locale.ROOT));
  }

  private static String word(HumanEvent event) {
    if (event instanceof HumanEvent.Ended ended) {
      return ended.reason() == ReleaseReason.MISSED ? "missed" : "completed";
    }
    return event instanceof HumanEvent.Assigned ? "assigned" : "replied";
  }
}
