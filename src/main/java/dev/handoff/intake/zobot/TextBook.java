package dev.handoff.intake.zobot;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The texts of all languages, as one version of the table has them. */
final class TextBook {

  /** The language in which every text is there. */
  static final String LAST = "en";

  private static final String ROOT = "texts";

  private final Map<String, Map<String, String>> languages;
  private final Map<List<String>, DialogueTexts> whole = new ConcurrentHashMap<>();

  /**
   * @param languages sentences by name, by tag in lower case
   */
  TextBook(Map<String, Map<String, String>> languages) {
    this.languages =
        languages.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, row -> Map.copyOf(row.getValue())));
  }

  /** A language as tables name it: {@code fr_CA} is {@code fr-ca}. */
  static String tag(String language) {
    return language.strip().replace('_', '-').toLowerCase(Locale.ROOT);
  }

  /**
   * The texts for a visitor: each sentence in their language, else in the same without its country,
   * else in the other one, else in English.
   */
  DialogueTexts in(@Nullable String language, String otherwise) {
    Set<String> tags = new LinkedHashSet<>();
    wider(language, tags);
    wider(otherwise, tags);
    tags.add(LAST);
    tags.retainAll(languages.keySet());
    return whole.computeIfAbsent(List.copyOf(tags), this::of);
  }

  private static void wider(@Nullable String language, Set<String> tags) {
    String tag = language == null ? "" : tag(language);
    while (!tag.isEmpty()) {
      tags.add(tag);
      tag = tag.contains("-") ? tag.substring(0, tag.lastIndexOf('-')) : "";
    }
  }

  private DialogueTexts of(List<String> tags) {
    Map<String, String> sentences = new TreeMap<>();
    List<String> missing = new ArrayList<>();
    for (String name : SentenceNames.all()) {
      tags.stream()
          .map(tag -> languages.getOrDefault(tag, Map.of()).get(name))
          .filter(text -> text != null)
          .findFirst()
          .ifPresentOrElse(text -> sentences.put(ROOT + "." + name, text), () -> missing.add(name));
    }
    if (!missing.isEmpty()) {
      throw new IllegalStateException("the program's own texts lack " + missing);
    }
    return new Binder(new MapConfigurationPropertySource(sentences))
        .bind(ROOT, DialogueTexts.class)
        .get();
  }
}
