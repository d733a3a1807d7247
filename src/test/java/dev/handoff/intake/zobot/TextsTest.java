package dev.handoff.intake.zobot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.callback.CallbackWords;
import dev.handoff.callback.Hints;
import dev.handoff.callback.PhoneReading;
import dev.handoff.callback.Reading;
import dev.handoff.callback.TimeReading;
import dev.handoff.routing.Keywords;
import dev.handoff.tables.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class TextsTest {

  private static final Pattern BRACES = Pattern.compile("\\{\\w+}");

  @TempDir Path folder;

  private Texts texts(String otherwise, Map<String, String> files) throws IOException {
    Path texts = Files.createDirectories(folder.resolve("texts"));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(texts.resolve(file.getKey()), file.getValue());
    }
    return new Texts(Tables.in(folder).open(TextTable.KIND), otherwise);
  }

  @ParameterizedTest
  @CsvSource({
    "fr-CA, Allô!",
    "fr_ca, Allô!",
    "fr-FR, Bonjour ! Comment puis-je vous aider aujourd'hui ?",
    "pt-BR, Oi!",
    "pt-Latn-BR, Oi!",
    "de-AT, Hallo! Wie kann ich Ihnen heute helfen?",
    "sw, ¡Hola! ¿En qué puedo ayudarle hoy?",
    "'', ¡Hola! ¿En qué puedo ayudarle hoy?",
    "en, Hello! How can I assist you today?",
    "x, ¡Hola! ¿En qué puedo ayudarle hoy?",
  })
  void visitorsHearTheirLanguageElseTheDefault(String language, String greeting)
      throws IOException {
    Texts texts =
        texts(
            "es",
            Map.of("fr-CA.yaml", "greeting: Allô!", "pt.yaml", "greeting: Oi!", "no.txt", ""));

    assertThat(texts.in(language).greeting()).isEqualTo(greeting);
  }

  @Test
  void sentencesThatAreLeftOutComeFromTheNextLanguage() throws IOException {
    Texts texts =
        texts(
            "pt",
            Map.of(
                "fr-CA.yaml", "greeting: Allô!\nsorry: ''\n",
                "fr.yaml", "menu: { chat: Clavardage }",
                "pt.yaml", "menu: { chat: Falar, yes: Sim, no: Não }"));

    DialogueTexts quebec = texts.in("fr-CA");
    assertThat(quebec.greeting()).isEqualTo("Allô!");
    assertThat(quebec.menu().chat()).isEqualTo("Clavardage");
    assertThat(quebec.menu().yes()).isEqualTo("Oui, volontiers");
    assertThat(quebec.sorry()).startsWith("Désolé, un problème");
    assertThat(texts.in(null).menu().no()).isEqualTo("Não");
    assertThat(texts.in(null).greeting()).startsWith("Hello!");
  }

  /** Each built-in file is whole, and says with the same values what English says. */
  @ParameterizedTest
  @ValueSource(strings = {"en", "fr", "de", "es", "ar"})
  void builtInLanguagesAreWhole(String language) throws IOException {
    Map<String, String> english = flat("en");
    Map<String, String> own = flat(language);

    assertThat(own.keySet()).isEqualTo(SentenceNames.all());
    own.forEach(
        (name, text) -> {
          assertThat(braces(text)).as(name).isEqualTo(braces(english.get(name)));
          assertThat(text.endsWith(":")).as(name).isEqualTo(english.get(name).endsWith(":"));
          assertThat(text).as(name).hasSizeLessThan(400);
        });
    // Buttons of messengers have 20 characters (sheet section 5.5).
    assertThat(List.of("menu.chat", "menu.callback", "menu.ticket"))
        .allSatisfy(name -> assertThat(own.get(name)).hasSizeLessThanOrEqualTo(20));
  }

  /** What the bot shows as an example, and as a button, it understands. */
  @ParameterizedTest
  @ValueSource(strings = {"en", "fr", "de", "es", "ar"})
  void visitorsMayAnswerAsTheExampleDoes(String language) throws IOException {
    DialogueTexts texts = texts("en", Map.of()).in(language);
    CallbackWords words =
        new CallbackWords(Clock.fixed(Talk.NOW, ZoneOffset.UTC), Duration.ofMinutes(5));
    String ask = texts.callback().askBoth();
    String example = ask.substring(ask.lastIndexOf(": ") + 1, ask.lastIndexOf('('));

    Reading read = words.read(example, new Hints(ZoneId.of("Europe/Paris"), language, null));

    assertThat(read.phone()).as(example).isInstanceOf(PhoneReading.Found.class);
    assertThat(read.time()).as(example).isInstanceOf(TimeReading.Found.class);
    assertThat(((TimeReading.Found) read.time()).at().toString()).startsWith("2026-11-21T15:00");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fr", "de-AT", "es", "ar"})
  void dialogueIsHeldInTheVisitorsLanguage(String language) throws IOException {
    DialogueTexts texts = texts("en", Map.of()).in(language);
    Talk talk = Talk.begin().knowing("language", language);

    assertThat(talk.land().replies()).containsExactly(texts.greeting());
    assertThat(talk.say("???").replies().get(0)).startsWith(texts.menu().question());
    assertThat(talk.say(texts.menu().ticket()).replies())
        .containsExactly(texts.ticket().askEmail());
    assertThat(talk.say(texts.menu().back()).replies().get(0)).startsWith(texts.menu().question());
    assertThat(talk.say(texts.menu().callback()).replies().get(0))
        .startsWith(texts.callback().askBoth().substring(0, 10));
  }

  @Test
  void yesAndNoAreUnderstoodInEachLanguage() throws IOException {
    Keywords keywords = Talk.keywords();

    for (String language : List.of("en", "fr", "de", "es", "ar")) {
      DialogueTexts.Menu menu = texts("en", Map.of()).in(language).menu();
      assertThat(Wording.of(menu.yes().split("[,،]")[0]).isAny(keywords.yes())).isTrue();
      assertThat(Wording.of(menu.no().split("[,،]")[0]).isAny(keywords.no())).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fr.yaml    | 'greting: Salut'                        | fr.yaml:1: greting: an unknown name (expected: one of callback, chat, escalation, failure
          fr.yaml    | 'greting: Salut'                        | Did you mean 'greeting'?
          fr.yaml    | 'menu: { one_moment: x }'               | menu.one_moment: an unknown name
          fr.yaml    | 'menu: Bonjour'                         | menu: 'Bonjour' (expected: names with values
          fr.yaml    | 'greeting: { a: b }'                    | greeting: names with values (expected: a text)
          fr.yaml    | 'ticket: { confirmed: "n {nubmer}" }'   | ticket.confirmed: '{nubmer}' (expected: no words in braces but {email}, {number}). Did you mean 'number'?
          fr.yaml    | 'greeting: "Salut {name}"'              | greeting: '{name}' (expected: no words in braces here)
          notes1.yaml | 'greeting: x'                          | notes1.yaml:1: a file called notes1
          """)
  void wrongTextsAreRefusedWithTheirPlace(String file, String yaml, String reason) {
    assertThatThrownBy(() -> texts("en", Map.of(file, yaml))).hasMessageContaining(reason);
  }

  private static List<String> braces(String text) {
    return BRACES.matcher(text).results().map(MatchResult::group).distinct().sorted().toList();
  }

  private static Map<String, String> flat(String language) throws IOException {
    Map<String, Object> root =
        new Yaml()
            .load(
                Files.readString(Path.of("config/tables/texts", language + ".yaml"))
                    .replace("yes:", "'yes':")
                    .replace("no:", "'no':"));
    Map<String, String> flat = new java.util.TreeMap<>();
    root.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> below) {
            below.forEach((inner, text) -> flat.put(name + "." + inner, String.valueOf(text)));
          } else {
            flat.put(name, String.valueOf(value));
          }
        });
    return flat;
  }
}
