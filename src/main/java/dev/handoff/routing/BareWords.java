package dev.handoff.routing;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text as bare lower-case words, so that phrases are found in any case and only as whole words of
 * any script. English articles and "please" do not count.
 */
public final class BareWords {

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}]+");
  private static final Pattern MARKS = Pattern.compile("[\\x{FE0F}\\x{20E3}'’]");
  private static final Set<String> IDLE = Set.of("a", "an", "the", "please");

  private BareWords() {}

  /** The words with one space around each; one phrase is part of another as text is of text. */
  public static String of(String text) {
    String read = MARKS.matcher(text).replaceAll("");
    String plain = Normalizer.normalize(read, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return NO_WORD
        .splitAsStream(plain)
        .filter(word -> !word.isEmpty() && !IDLE.contains(word))
        .collect(Collectors.joining(" ", " ", " "));
  }
}
