package dev.handoff.intake.zobot;

import java.util.ArrayList;
import java.util.List;

/** Cuts long texts where a reader would pause, and never inside a character. */
final class LongText {

  private LongText() {}

  /** The text in parts of at most {@code max} characters; nothing for a blank text. */
  static List<String> split(String text, int max) {
    List<String> parts = new ArrayList<>();
    String rest = text.strip();
    while (rest.length() > max) {
      int cut = cut(rest, max);
      parts.add(rest.substring(0, cut).strip());
      rest = rest.substring(cut).strip();
    }
    if (!rest.isEmpty()) {
      parts.add(rest);
    }
    return parts;
  }

  /** The beginning of the text, at most {@code max} characters. */
  static String head(String text, int max) {
    return text.length() <= max ? text : text.substring(0, whole(text, max));
  }

  private static int cut(String text, int max) {
    for (String pause : List.of("\n", ". ", "! ", "? ", " ")) {
      int at = text.lastIndexOf(pause, max - pause.length());
      if (at > max / 2) {
        return at + pause.length();
      }
    }
    return whole(text, max);
  }

  private static int whole(String text, int max) {
    return max > 1 && Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
  }
}
