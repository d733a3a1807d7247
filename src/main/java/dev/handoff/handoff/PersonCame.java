package dev.handoff.handoff;

import java.time.Duration;
import java.util.Locale;

/**
 * Published after the commit that first let a visitor see a person, for those who count.
 *
 * @param how by what the visitor sees it
 * @param waited since the handoff was accepted, by the gateway's clock
 */
public record PersonCame(HandoffKind kind, How how, Duration waited) {

  /** By what a visitor sees that a person is there. */
  public enum How {
    /** An operator took the chat. */
    ASSIGNED,
    /** The first words of an operator or agent came. */
    REPLIED;

    /** The lower-case name used in metrics. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
