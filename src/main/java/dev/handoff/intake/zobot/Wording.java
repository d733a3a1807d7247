package dev.handoff.intake.zobot;

import dev.handoff.routing.BareWords;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A message as bare lower-case words, so that phrases are found in any case and only as whole
 * words. Articles and "please" do not count. A keyword that begins with {@code =} fits only the
 * whole message, one that begins with {@code ^} only its beginning.
 */
final class Wording {

  private static final int MAX_READ = 2_000;

  /** What turns the following wish into its opposite: "no agent", "I do not want to talk to …". */
  private static final Pattern NEGATION =
      Pattern.compile(
          " (?:no|not|dont|never|without|kein|keine|keinen) "
              + "(?:(?:want|wish|need|like|to|any|really|talk|speak|with|connect|me) ){0,5}$");

  /** What makes a thing of the following phrase: "my open ticket", "I have an ...". */
  private static final Pattern NAMING =
      Pattern.compile(" (?:my|our|your|his|her|their|existing|have|has|had) $");

  private static final String MARKS = "=^";

  private final String words;

  private Wording(String words) {
    this.words = words;
  }

  static Wording of(String text) {
    return new Wording(BareWords.of(LongText.head(text, MAX_READ)));
  }

  boolean is(String phrase) {
    return !phrase.isBlank() && !words.isBlank() && words.equals(of(phrase).words);
  }

  /** Whether the whole message is one of these. */
  boolean isAny(List<String> keywords) {
    return keywords.stream().map(Wording::bare).anyMatch(this::is);
  }

  /** How many characters of the message the longest fitting keyword covers; 0 for none. */
  int fit(List<String> keywords) {
    return keywords.stream().mapToInt(this::fit).max().orElse(0);
  }

  /** The message without these at its beginning and end; itself where nothing else is left. */
  Wording within(List<String> phrases) {
    String core = words;
    String before = "";
    while (!core.equals(before)) {
      before = core;
      for (String phrase : phrases) {
        core = trimmed(core, of(bare(phrase)).words);
      }
    }
    return core.isBlank() ? this : new Wording(core);
  }

  private static String trimmed(String words, String phrase) {
    if (phrase.isBlank()) {
      return words;
    }
    String rest = words.startsWith(phrase) ? words.substring(phrase.length() - 1) : words;
    return rest.endsWith(phrase) ? rest.substring(0, rest.length() - phrase.length() + 1) : rest;
  }

  /** Whether the message holds nothing but these. */
  boolean consistsOf(List<String> keywords) {
    List<String> longestFirst =
        keywords.stream()
            .map(keyword -> of(bare(keyword)).words)
            .filter(phrase -> !phrase.isBlank())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    String rest = words;
    while (!rest.isBlank()) {
      String left = rest;
      String next =
          longestFirst.stream()
              .filter(left::startsWith)
              .findFirst()
              .map(phrase -> left.substring(phrase.length() - 1))
              .orElse(left);
      if (next.equals(rest)) {
        return false;
      }
      rest = next;
    }
    return !words.isBlank();
  }

  private int fit(String keyword) {
    String phrase = of(bare(keyword)).words;
    boolean fits =
        switch (keyword.charAt(0)) {
          case '=' -> words.equals(phrase);
          case '^' -> words.startsWith(phrase);
          default -> isWished(phrase);
        };
    return fits && !phrase.isBlank() ? phrase.length() : 0;
  }

  private boolean isWished(String phrase) {
    int at = words.indexOf(phrase);
    String before = at < 0 ? "" : words.substring(0, at + 1);
    return at >= 0 && !NEGATION.matcher(before).find() && !NAMING.matcher(before).find();
  }

  private static String bare(String keyword) {
    return MARKS.indexOf(keyword.charAt(0)) >= 0 ? keyword.substring(1) : keyword;
  }
}
