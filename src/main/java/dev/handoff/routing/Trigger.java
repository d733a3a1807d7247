package dev.handoff.routing;

import java.util.Locale;

/**
 * Why a message is one for a person.
 *
 * @param detail the same for people to read
 */
public record Trigger(Reason reason, String detail) {

  /** What it was. */
  public enum Reason {
    /** The bot was not sure of its answer. */
    LOW_CONFIDENCE,
    /** The visitor asked for a person. */
    KEYWORD;

    /** The lower-case name used in answers. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
