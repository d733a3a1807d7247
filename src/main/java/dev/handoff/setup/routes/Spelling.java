package dev.handoff.setup.routes;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/** Which of the right words somebody may have meant. */
final class Spelling {

  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private static final JaroWinklerSimilarity LIKENESS = new JaroWinklerSimilarity();

  private Spelling() {}

  /** The nearest word, or null when none is near enough to be meant. */
  static @Nullable String nearest(String written, Collection<String> right) {
    String plain = plain(written);
    return right.stream()
        .filter(word -> distance(plain, word) <= far(plain))
        .min(
            Comparator.comparingInt((String word) -> distance(plain, word))
                .thenComparing(word -> -LIKENESS.apply(plain, plain(word)))
                .thenComparing(Comparator.naturalOrder()))
        .orElse(null);
  }

  private static int distance(String plain, String word) {
    return DISTANCE.apply(plain, plain(word));
  }

  /** A third of the word may be wrong; two letters of a short one. */
  private static int far(String plain) {
    return Math.max(2, plain.length() / 3);
  }

  /** Neither case nor dashes make a difference to a reader: set-body is setBody. */
  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
  }
}
