package dev.handoff.handoff;

import java.util.Locale;

/** Who wrote a line of a conversation. */
public enum AuthorType {
  VISITOR,
  BOT,
  AGENT,
  SYSTEM;

  /** The lower-case name used in requests, answers and the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
