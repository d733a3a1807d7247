package dev.handoff.intake.zobot;

import dev.handoff.routing.Keywords;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Hears greetings, choices, leave-taking, yes and no in what a visitor sends. */
final class Listener {

  private final Keywords keywords;
  private final DialogueTexts.Menu labels;

  Listener(Keywords keywords, DialogueTexts.Menu labels) {
    this.keywords = keywords;
    this.labels = labels;
  }

  boolean isGreeting(ZobotRequest request) {
    return request.isEmpty() || Wording.of(request.text()).consistsOf(keywords.greetings());
  }

  boolean isLeaving(ZobotRequest request) {
    Wording said = Wording.of(request.text());
    return said.isAny(keywords.leave()) || said.is(labels.back());
  }

  boolean isYes(ZobotRequest request) {
    Wording said = Wording.of(request.text());
    return said.isAny(keywords.yes()) || said.is(labels.yes());
  }

  boolean isNo(ZobotRequest request) {
    Wording said = Wording.of(request.text());
    return said.isAny(keywords.no()) || said.is(labels.no());
  }

  /** A choice and nothing else: a card, a number, a label, or a keyword as the whole message. */
  Optional<Choice> plainChoice(ZobotRequest request) {
    return Arrays.stream(Choice.values()).filter(choice -> isPlainly(choice, request)).findFirst();
  }

  /** The choice the message is about; where it names several, the longest phrase decides. */
  Optional<Choice> choiceWithin(ZobotRequest request) {
    Wording said = Wording.of(request.text());
    Wording core = said.within(keywords.greetings()).within(keywords.polite());
    return Arrays.stream(Choice.values())
        .filter(choice -> fit(choice, said, core) > 0)
        .max(Comparator.comparingInt(choice -> fit(choice, said, core)));
  }

  private int fit(Choice choice, Wording said, Wording core) {
    List<String> words = choice.keywords(keywords);
    return Math.max(said.fit(words), core.fit(words));
  }

  private boolean isPlainly(Choice choice, ZobotRequest request) {
    String label = choice.label(labels);
    String card = request.cardId();
    if (card != null && (Wording.of(card).is(choice.number()) || Wording.of(card).is(label))) {
      return true;
    }
    Wording said = Wording.of(request.text());
    ZobotChannel channel = request.channel();
    return said.is(choice.number())
        || said.is(label)
        || said.is(choice.number() + " " + label)
        || (channel != null && said.is(channel.clip(label)))
        || said.isAny(choice.keywords(keywords));
  }
}
