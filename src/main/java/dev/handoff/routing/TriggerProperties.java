package dev.handoff.routing;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a message of a site's chat is one for a person. A table of keywords that is given is the
 * whole table; one that is not is the built-in one.
 *
 * @param confidence the bot is not sure enough below this; a fraction
 * @param longestMessage characters that a message may have
 * @param keywords words that ask for a person, by language (ISO 639, two letters)
 */
@ConfigurationProperties("handoff.triggers")
public record TriggerProperties(
    @DefaultValue("0.6") double confidence,
    @DefaultValue("20000") int longestMessage,
    @DefaultValue Map<String, List<String>> keywords) {

  private static final Map<String, List<String>> KEYWORDS =
      Map.of(
          "en",
          List.of(
              "talk to a human",
              "talk to a person",
              "talk to someone",
              "speak to a human",
              "speak to a person",
              "speak to someone",
              "speak with someone",
              "real person",
              "human agent",
              "agent",
              "support",
              "customer service",
              "representative"),
          "fr",
          List.of(
              "parler à un humain",
              "parler à une personne",
              "parler à quelqu'un",
              "vraie personne",
              "conseiller",
              "agent",
              "support",
              "service client"),
          "de",
          List.of(
              "mit einem Menschen sprechen",
              "mit jemandem sprechen",
              "mit einem Mitarbeiter sprechen",
              "echter Mensch",
              "Mitarbeiter",
              "Agent",
              "Support",
              "Kundendienst",
              "Kundenservice"),
          "es",
          List.of(
              "hablar con una persona",
              "hablar con un humano",
              "hablar con alguien",
              "persona real",
              "agente",
              "soporte",
              "atención al cliente"),
          "ar",
          List.of(
              "التحدث مع شخص",
              "التحدث إلى شخص",
              "التحدث مع موظف",
              "شخص حقيقي",
              "موظف",
              "الدعم",
              "خدمة العملاء"));

  public TriggerProperties {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException(
          "handoff.triggers.confidence: " + confidence + " (expected: 0 to 1)");
    }
    if (longestMessage < 1 || longestMessage > 100_000) {
      throw new IllegalArgumentException(
          "handoff.triggers.longest-message: " + longestMessage + " (expected: 1 to 100000)");
    }
    keywords = keywords.isEmpty() ? KEYWORDS : checked(keywords);
  }

  private static Map<String, List<String>> checked(Map<String, List<String>> table) {
    Map<String, List<String>> all = new TreeMap<>();
    table.forEach(
        (language, words) -> {
          if (!language.matches("[A-Za-z]{2,3}")) {
            throw new IllegalArgumentException(
                "handoff.triggers.keywords: '"
                    + language
                    + "' (expected: languages of two letters, such as en)");
          }
          for (int i = 0; i < words.size(); i++) {
            if (BareWords.of(words.get(i)).isBlank()) {
              throw new IllegalArgumentException(
                  "handoff.triggers.keywords.%s[%d]: '%s' (expected: one or more words)"
                      .formatted(language, i, words.get(i)));
            }
          }
          all.put(language.toLowerCase(Locale.ROOT), List.copyOf(words));
        });
    return Map.copyOf(all);
  }
}
