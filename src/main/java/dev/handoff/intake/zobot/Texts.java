package dev.handoff.intake.zobot;

import dev.handoff.tables.Table;
import org.jspecify.annotations.Nullable;

/**
 * What the bot says, in the visitor's language, as {@code config/tables/texts} says at the time.
 */
public final class Texts {

  private final Table<TextBook> table;
  private final String otherwise;

  /**
   * @param otherwise the language of visitors of whom none is known, or none that is spoken here
   */
  Texts(Table<TextBook> table, String otherwise) {
    this.table = table;
    this.otherwise = otherwise;
  }

  /** All texts for a visitor; null when no language is known. */
  public DialogueTexts in(@Nullable String language) {
    return table.get().in(language, otherwise);
  }
}
