package dev.handoff.routing;

import dev.handoff.routing.Trigger.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides whether a message is one for a person (contract 4.4): the bot was not sure of its answer,
 * or the visitor asked for a person. Keywords are whole words, in any case, in the visitor's
 * language; where that is not known or has no keywords, in any language.
 */
@Component
public final class Triggers {

  private record Keyword(String text, String words) {}

  private final double enough;
  private final Map<String, List<Keyword>> keywords = new TreeMap<>();

  public Triggers(TriggerProperties settings) {
    this.enough = settings.confidence();
    settings
        .keywords()
        .forEach(
            (language, texts) ->
                keywords.put(
                    language,
                    texts.stream().map(text -> new Keyword(text, BareWords.of(text))).toList()));
  }

  /**
   * @param confidence how sure the bot is of its answer, 0 to 1; null when it does not say
   * @param language the visitor's, as a tag such as {@code de} or {@code de-AT}; null when unknown
   */
  public Optional<Trigger> of(
      String message, @Nullable Double confidence, @Nullable String language) {
    if (confidence != null && !isSure(confidence)) {
      return Optional.of(
          new Trigger(
              Reason.LOW_CONFIDENCE,
              String.format(
                  Locale.ROOT, "The bot was not sure of its answer (%.2f).", confidence)));
    }
    String words = BareWords.of(message);
    return known(language)
        .filter(keyword -> words.contains(keyword.words()))
        .findFirst()
        .map(
            keyword ->
                new Trigger(
                    Reason.KEYWORD,
                    "The visitor asked for a person (\"" + keyword.text() + "\")."));
  }

  /** Whether a bot that is so sure of its answer, 0 to 1, may give it. */
  public boolean isSure(double confidence) {
    return confidence >= enough;
  }

  private Stream<Keyword> known(@Nullable String language) {
    List<Keyword> own =
        language == null
            ? null
            : keywords.get(language.split("[-_]", 2)[0].toLowerCase(Locale.ROOT));
    return own == null ? keywords.values().stream().flatMap(List::stream) : own.stream();
  }
}
