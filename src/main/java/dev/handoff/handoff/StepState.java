package dev.handoff.handoff;

import java.util.Locale;

/** How far a step of a delivery has come. */
public enum StepState {
  /** Begun; if no worker is on it, nobody knows whether Zoho carried it out. */
  STARTED,
  /** Done and recorded; it is never done again. */
  DONE,
  /** It failed, and certainly had no effect. */
  FAILED,
  /** It was sent, but no clear answer came: look before repeating. */
  UNCERTAIN;

  /** The lower-case name used in answers and the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
