package dev.handoff.handoff;

import java.util.Locale;

/** Who may speak to the visitor: the bot or a person, never both. */
public enum Owner {
  /** The bot; nobody was asked for yet. */
  BOT,
  /** A person was asked for; the bot is silent until one comes or nobody can. */
  OFFERED,
  /** A person has the conversation. */
  HUMAN,
  /** The bot again, after a person had it or could not be had. */
  RELEASED;

  /** Whether words of the visitor go to a person. */
  public boolean isHumanSide() {
    return this == OFFERED || this == HUMAN;
  }

  /** The lower-case name used in answers and the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
