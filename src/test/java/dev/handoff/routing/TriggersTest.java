package dev.handoff.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.tables.Table;
import dev.handoff.tables.Tables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggersTest {

  private static final Triggers TRIGGERS =
      new Triggers(new TriggerProperties(0.6, 20_000), words(Path.of("config/tables")));

  @TempDir Path folder;

  private static Table<KeywordTable.Words> words(Path folder) {
    return Tables.in(folder).open(KeywordTable.KIND);
  }

  private Table<KeywordTable.Words> words(String yaml) throws IOException {
    Files.writeString(folder.resolve("keywords.yaml"), yaml);
    return words(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "talk to a human",
        "Can I TALK TO A HUMAN, please?",
        "agent",
        "AGENT!!!",
        "I need support.",
        "could i speak to someone?",
        "support\nnow",
        "  talk   to\ta human ",
        "Ich möchte mit einem Mitarbeiter sprechen",
        "Je veux parler à quelqu’un",
        "atención al cliente",
        "أريد التحدث مع موظف"
      })
  void keywordsAreHeardInAnyCase(String message) {
    assertThat(TRIGGERS.of(message, null, null))
        .get()
        .extracting(Trigger::reason)
        .isEqualTo(Trigger.Reason.KEYWORD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "you are very supportive",
        "unsupported format",
        "a reagent for the lab",
        "die Agentur ruft an",
        "Supportvertrag",
        "the agenda",
        "talk to humanity",
        "soportes",
        "hello"
      })
  void partsOfWordsAreNot(String message) {
    assertThat(TRIGGERS.of(message, null, null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0.59,true", "0.6,false", "0.599999,true", "0,true", "1,false", "0.95,false"})
  void lowConfidenceIsBelowSixty(double confidence, boolean triggers) {
    assertThat(TRIGGERS.of("hello", confidence, null).isPresent()).isEqualTo(triggers);
  }

  @Test
  void confidenceThatNobodyToldTriggersNothing() {
    assertThat(TRIGGERS.of("hello", null, null)).isEmpty();
  }

  @Test
  void keywordsOfTheVisitorsLanguageCount() {
    assertThat(TRIGGERS.of("Mitarbeiter", null, "de-AT")).isPresent();
    assertThat(TRIGGERS.of("Mitarbeiter", null, "fr")).isEmpty();
    assertThat(TRIGGERS.of("Mitarbeiter", null, "sw")).isPresent();
  }

  @Test
  void detailSaysWhichKeyword() {
    assertThat(TRIGGERS.of("i want to talk to human", null, "en"))
        .get()
        .extracting(Trigger::detail)
        .isEqualTo("The visitor asked for a person (\"talk to a human\").");
  }

  @Test
  void tableThatIsGivenIsTheWholeTable() throws IOException {
    Triggers own =
        new Triggers(new TriggerProperties(0.6, 10), words("triggers: { EN: [Help me] }"));

    assertThat(own.of("help me", null, null)).isPresent();
    assertThat(own.of("agent", null, null)).isEmpty();
  }

  @Test
  void listsThatAreLeftOutAreTheBuiltInOnes() throws IOException {
    KeywordTable.Words words = words("bot: { yes: [aye, =si], no: nay }").get();

    assertThat(words.bot().yes()).containsExactly("aye", "=si");
    assertThat(words.bot().no()).containsExactly("nay");
    assertThat(words.bot().leave()).contains("never mind");
    assertThat(words.triggers()).containsOnlyKeys("en", "fr", "de", "es", "ar");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          triggers: { en: [agent, '?!'] }  | keywords.yaml:1: triggers.en[1]: '?!' (expected: one or more words)
          triggers: { english: [agent] }   | triggers.english: 'english' (expected: a language of two letters
          triggers: { en: { one: agent } } | triggers.en: names with values (expected: a list)
          trigers: { en: [agent] }         | Did you mean 'triggers'?
          bot: { greeting: [hi] }          | Did you mean 'greetings'?
          bot: { yes: ['='] }              | bot.yes[0]: '='
          """)
  void wrongTablesAreRefusedWithTheirPlace(String yaml, String reason) {
    assertThatThrownBy(() -> words(yaml)).hasMessageContaining(reason);
  }

  @Test
  void wrongSettingsAreRefused() {
    assertThatThrownBy(() -> new TriggerProperties(1.1, 10))
        .hasMessageContaining("handoff.triggers.confidence: 1.1");
    assertThatThrownBy(() -> new TriggerProperties(0.6, 0))
        .hasMessageContaining("handoff.triggers.longest-message: 0");
  }
}
