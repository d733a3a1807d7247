package dev.handoff.intake.zobot;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts sentences into answers a channel can show. The one place where menus are made. */
final class Speech {

  private final DialogueTexts.Menu labels;
  private final int maxLength;

  Speech(DialogueTexts.Menu labels, int maxLength) {
    this.labels = labels;
    this.maxLength = maxLength;
  }

  /** A sentence the visitor may answer by typing. */
  ZobotAnswer say(String text, Map<String, String> values) {
    return ZobotAnswer.reply(replies(Sentence.fill(text, values)), List.of());
  }

  ZobotAnswer say(String text) {
    return say(text, Map.of());
  }

  /** The text in replies of a length the channel takes. */
  List<String> replies(String text) {
    return LongText.split(text, maxLength);
  }

  /** The menu of three. */
  ZobotAnswer menu(Audience audience) {
    return menu(audience, labels.question());
  }

  /** The menu of three with another lead-in. */
  ZobotAnswer menu(Audience audience, String leadIn) {
    return offer(audience, leadIn, List.of(Choice.values()));
  }

  /** Some of the three, each under its usual number. */
  ZobotAnswer offer(Audience audience, String leadIn, List<Choice> choices) {
    List<String> shown = choices.stream().map(choice -> choice.label(labels)).toList();
    String lines =
        choices.stream()
            .map(choice -> choice.number() + ". " + choice.label(labels))
            .collect(Collectors.joining("\n"));
    String text = audience.channel().isNumbered() ? leadIn + "\n" + lines : leadIn;
    return ZobotAnswer.reply(replies(text), audience.channel().fit(shown));
  }

  /** A question to be answered with yes, no, or back to the menu. */
  ZobotAnswer yesOrNo(Audience audience, String question, Map<String, String> values) {
    List<String> shown = List.of(labels.yes(), labels.no(), labels.back());
    return ZobotAnswer.reply(
        replies(Sentence.fill(question, values)), audience.channel().fit(shown));
  }
}
