package dev.handoff.intake.zobot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ZobotAnswerTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void alwaysSendsReplies() {
    assertThat(ZobotAnswer.reply().asResponse())
        .isEqualTo(Map.of("action", "reply", "replies", List.of()));
  }

  @Test
  void forwardsToDepartment() throws JsonProcessingException {
    assertThat(json(ZobotAnswer.forward("5100000000002024", List.of("One moment.")).asResponse()))
        .isEqualTo(
            """
            {"action":"forward","replies":["One moment."],"department":"5100000000002024"}""");
  }

  @Test
  void speaksEveryAction() {
    assertThat(ZobotAnswer.pending(List.of()).asResponse()).containsEntry("action", "pending");
    assertThat(ZobotAnswer.operatorBusy(List.of("x")).asResponse())
        .containsEntry("action", "operator_busy");
    assertThat(ZobotAnswer.end(List.of("x")).asResponse()).containsEntry("action", "end");
  }

  @Test
  void sendsRepliesAsObjectsToCallbackApi() throws JsonProcessingException {
    assertThat(json(ZobotAnswer.reply(List.of("a"), List.of("b")).asCallback()))
        .isEqualTo(
            """
            {"action":"reply","replies":[{"text":"a"}],"suggestions":["b"]}""");
    assertThat(ZobotAnswer.forward("1", List.of("a")).asCallback())
        .containsEntry("action", "reply")
        .doesNotContainKey("department");
  }

  @Test
  void fitsSuggestionsToChannel() {
    List<String> many = java.util.Collections.nCopies(30, "a suggestion of some length");

    assertThat(ZobotChannel.WEBSITE.fit(many)).hasSize(20).contains("a suggestion of some length");
    assertThat(ZobotChannel.INSTAGRAM.fit(many)).hasSize(13);
    assertThat(ZobotChannel.WHATSAPP.fit(many)).hasSize(10).allMatch(each -> each.length() <= 20);
    assertThat(ZobotChannel.TELEGRAM.fit(many)).hasSize(20).allMatch(each -> each.length() <= 40);
  }

  @Test
  void splitsLongTextsBetweenSentences() {
    String text = "First sentence here. ".repeat(20).strip();

    List<String> parts = LongText.split(text, 100);

    assertThat(parts).allMatch(part -> part.length() <= 100).allMatch(part -> part.endsWith("."));
    assertThat(String.join(" ", parts)).isEqualTo(text);
  }

  @Test
  void splitsTextWithoutPausesAndKeepsCharactersWhole() {
    String text = "x" + "😀".repeat(200);

    List<String> parts = LongText.split(text, 50);

    assertThat(parts).allMatch(part -> part.length() <= 50);
    assertThat(parts).noneMatch(part -> Character.isLowSurrogate(part.charAt(0)));
    assertThat(String.join("", parts)).isEqualTo(text);
  }

  private static String json(Object value) throws JsonProcessingException {
    return JSON.writeValueAsString(value);
  }
}
