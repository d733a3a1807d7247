package dev.handoff.routing;

import dev.handoff.routing.Trigger.Reason;
import dev.handoff.tables.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a message is one for a person (contract 4.4): the bot was not sure of its answer,
 * or the visitor asked for a person. Keywords are whole words, in any case, in the visitor's
 * language; where that is not known or has no keywords, in any language.
 */
public final class Triggers {

  private final double enough;
  private final Table<KeywordTable.Words> table;

  Triggers(TriggerProperties settings, Table<KeywordTable.Words> table) {
    this.enough = settings.confidence();
    this.table = table;
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

  private Stream<KeywordTable.Phrase> known(@Nullable String language) {
    Map<String, List<KeywordTable.Phrase>> keywords = table.get().triggers();
    List<KeywordTable.Phrase> own =
        language == null
            ? null
            : keywords.get(language.split("[-_]", 2)[0].toLowerCase(Locale.ROOT));
    return own == null ? keywords.values().stream().flatMap(List::stream) : own.stream();
  }
}
