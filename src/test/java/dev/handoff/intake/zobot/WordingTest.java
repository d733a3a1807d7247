package dev.handoff.intake.zobot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {

  @Test
  void findsKeywordsOnlyAsWholeWords() {
    assertThat(Wording.of("a very supportive reagent").fit(List.of("support", "agent"))).isZero();
    assertThat(Wording.of("An AGENT, please!").fit(List.of("agent"))).isPositive();
  }

  @Test
  void takesMarkedKeywordsOnlyAsWholeMessage() {
    assertThat(Wording.of("my train ticket is lost").fit(List.of("=ticket"))).isZero();
    assertThat(Wording.of("A ticket, please.").fit(List.of("=ticket"))).isPositive();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", " 1. ", "(1)", "1️⃣", "１", "#1", "1 please"})
  void readsNumberInManyCoats(String text) {
    assertThat(Wording.of(text).is("1")).isTrue();
  }

  @Test
  void seesMessagesOfNothingButKeywords() {
    List<String> greetings = List.of("hi", "hello", "there", "good morning");

    assertThat(Wording.of("Hello there!! Good morning").consistsOf(greetings)).isTrue();
    assertThat(Wording.of("hi, where is my parcel").consistsOf(greetings)).isFalse();
    assertThat(Wording.of("history").consistsOf(greetings)).isFalse();
    assertThat(Wording.of("!!!").consistsOf(greetings)).isFalse();
  }
}
