package dev.handoff.callback;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Visitor text brought to a form patterns can read: short, lower case, no accents, ASCII digits.
 */
final class PlainText {

  private static final int LONGEST = 1_000;

  private PlainText() {}

  /** The first 1,000 characters, cleaned; lines stay apart. Never throws. */
  static String of(String text) {
    String start = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    String decomposed = Normalizer.normalize(start.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
    StringBuilder plain = new StringBuilder(decomposed.length());
    decomposed.codePoints().forEach(character -> append(plain, character));
    String cut = plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain.toString();
    return cut.replaceAll("\\R", "\n").replaceAll("[ \\t]+", " ").strip();
  }

  private static void append(StringBuilder plain, int character) {
    switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> {}
      case Character.CONTROL -> plain.append(character == '\n' || character == '\r' ? '\n' : ' ');
      case Character.SPACE_SEPARATOR -> plain.append(' ');
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> plain.append('\n');
      case Character.DECIMAL_DIGIT_NUMBER -> plain.append(Character.digit(character, 10));
      case Character.DASH_PUNCTUATION -> plain.append('-');
      case Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION ->
          plain.append('\'');
      default -> plain.appendCodePoint(character == 'ß' ? 's' : character == '−' ? '-' : character);
    }
  }
}
