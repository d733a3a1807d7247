package dev.handoff.webchat.widget;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** What the gateway itself says to a widget's visitor, in the widget's language. */
@Component
final class WidgetTexts {

  private static final String FALLBACK = "en";

  private final Map<String, Map<String, String>> texts = new HashMap<>();

  WidgetTexts(ObjectMapper json) {
    WidgetScript.LANGUAGES.forEach(language -> texts.put(language, read(json, language)));
  }

  /** The sentence of that name, with {words} filled in; English where the language is unknown. */
  String say(String name, @Nullable String language, Map<String, String> words) {
    String sentence = texts(language).get(name);
    if (sentence == null) {
      throw new IllegalArgumentException("name: " + name + " (expected: one of the texts)");
    }
    String filled = sentence;
    for (Map.Entry<String, String> word : words.entrySet()) {
      filled = filled.replace("{" + word.getKey() + "}", word.getValue());
    }
    return filled;
  }

  /** A moment as people of that language write it, with the zone it is in. */
  String moment(ZonedDateTime time, @Nullable String language) {
    Locale locale = Locale.forLanguageTag(known(language));
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
            .withLocale(locale)
            .format(time)
        + " ("
        + time.getZone().getId()
        + ")";
  }

  private Map<String, String> texts(@Nullable String language) {
    return texts.getOrDefault(known(language), Map.of());
  }

  private String known(@Nullable String language) {
    String code = language == null ? FALLBACK : Locale.forLanguageTag(language).getLanguage();
    return texts.containsKey(code) ? code : FALLBACK;
  }

  private static Map<String, String> read(ObjectMapper json, String language) {
    String file = "widget/answers/" + language + ".json";
    try (InputStream in = new ClassPathResource(file).getInputStream()) {
      return json.readValue(in, new TypeReference<Map<String, String>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
