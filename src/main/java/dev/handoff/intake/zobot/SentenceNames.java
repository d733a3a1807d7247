package dev.handoff.intake.zobot;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The names of all sentences, as {@link DialogueTexts} has them, in kebab case. */
final class SentenceNames {

  private static final Map<String, Set<String>> SENTENCES = new LinkedHashMap<>();
  private static final Map<String, Set<String>> SECTIONS = new TreeMap<>();

  static {
    collect("", DialogueTexts.class);
  }

  private SentenceNames() {}

  private static void collect(String prefix, Class<?> type) {
    Map<String, Class<?>> below = new LinkedHashMap<>();
    for (RecordComponent part : type.getRecordComponents()) {
      String name = part.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      below.put(name, part.getType());
      if (part.getType() == String.class) {
        Fills fills = part.getAnnotation(Fills.class);
        SENTENCES.put(prefix + name, fills == null ? Set.of() : Set.of(fills.value()));
      }
    }
    SECTIONS.put(prefix, Set.copyOf(below.keySet()));
    below.forEach(
        (name, part) -> {
          if (part != String.class) {
            collect(prefix + name + ".", part);
          }
        });
  }

  /** All of them, from the root. */
  static Set<String> all() {
    return SENTENCES.keySet();
  }

  /** What may stand below a section; the root is empty, another one ends with a dot. */
  static Set<String> below(String section) {
    return SECTIONS.getOrDefault(section, Set.of());
  }

  /** Whether that is a name of sentences, not a sentence. */
  static boolean isSection(String name) {
    return SECTIONS.containsKey(name + ".");
  }

  /** The words in braces that are filled in. */
  static Set<String> filled(String sentence) {
    return SENTENCES.getOrDefault(sentence, Set.of()).stream().collect(Collectors.toSet());
  }
}
