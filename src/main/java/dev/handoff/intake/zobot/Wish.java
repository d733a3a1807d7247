package dev.handoff.intake.zobot;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * What brought the visitor here.
 *
 * @param words the visitor's own, one message per line
 * @param reason why a human is needed, where something other than the visitor's wish led to it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Wish(@Nullable String words, @Nullable String reason) {

  static final Wish NONE = new Wish(null, null);
  private static final int MAX_WORDS = 4_000;

  Wish saying(String text) {
    return new Wish(append(words, text), reason);
  }

  Wish because(String newReason) {
    return new Wish(words, newReason);
  }

  /** The words and one more message; the same message twice counts once. */
  static @Nullable String append(@Nullable String words, String text) {
    if (text.isBlank() || (words != null && words.lines().anyMatch(text::equals))) {
      return words;
    }
    return LongText.head(words == null ? text : words + "\n" + text, MAX_WORDS);
  }

  @Override
  public String toString() {
    return "Wish[...]";
  }
}
