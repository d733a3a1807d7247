package dev.handoff.handoff;

import java.util.Locale;

/** Why the bot has a conversation again. */
public enum ReleaseReason {
  /** The person ended it. */
  COMPLETED,
  /** Nobody took it, by Zoho's word or in time. */
  MISSED,
  /** The visitor ended it. */
  VISITOR,
  /** It could not be brought to a person. */
  ERROR,
  /** The bot took it back. */
  STOPPED;

  /** The lower-case name used in events and the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
