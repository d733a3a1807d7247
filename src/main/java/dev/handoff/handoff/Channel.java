package dev.handoff.handoff;

import java.util.Locale;

/** Where the visitor talks (contract section 1). */
public enum Channel {
  /** A Zobot conversation in Zoho SalesIQ. */
  SALESIQ,
  /** A bot platform with a human-in-the-loop interface, such as Botpress. */
  HITL,
  /** A site's own chat. */
  WEB,
  /** An AI support agent that escalates a case. */
  AGENT,
  /** Anything else. */
  API;

  /** The lower-case name used in requests, answers, metrics and the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
