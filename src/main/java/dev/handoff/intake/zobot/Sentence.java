package dev.handoff.intake.zobot;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills the words in braces of a text, in one pass: what is filled in is never filled again. */
final class Sentence {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

  private Sentence() {}

  /** The text with each known placeholder replaced; unknown ones become nothing. */
  static String fill(String text, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")))
        .replaceAll(" +(?=[ ?.!,])", "");
  }
}
