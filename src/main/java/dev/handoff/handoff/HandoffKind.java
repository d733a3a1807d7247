package dev.handoff.handoff;

import java.util.Locale;

/** What the visitor gets: a person in a chat, a call, or a ticket. */
public enum HandoffKind {
  CHAT,
  CALLBACK,
  TICKET;

  /** The lower-case name used in requests, answers, metrics and the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
