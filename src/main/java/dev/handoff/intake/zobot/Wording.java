package dev.handoff.intake.zobot;

import dev.handoff.routing.BareWords;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A message as bare lower-case words, so that phrases are found in any case and only as whole
 * words. Articles and "please" do not count. A keyword that begins with {@code =} fits only the
 * whole message.
 */
final class Wording {

  private static final int MAX_READ = 2_000;

  /** What turns the following wish into its opposite: "no agent", "I do not want to talk to …". */
  private static final Pattern NEGATION =
      Pattern.compile(
          " (?:no|not|dont|never|without|kein|keine|keinen) "
              + "(?:(?:want|wish|need|like|to|any|really|talk|speak|with|connect|me) ){0,5}$");

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
    boolean fits = keyword.startsWith("=") ? words.equals(phrase) : isWished(phrase);
    return fits && !phrase.isBlank() ? phrase.length() : 0;
  }

  private boolean isWished(String phrase) {
    int at = words.indexOf(phrase);
    return at >= 0 && !NEGATION.matcher(words.substring(0, at + 1)).find();
  }

  private static String bare(String keyword) {
    return keyword.startsWith("=") ? keyword.substring(1) : keyword;
  }
}
