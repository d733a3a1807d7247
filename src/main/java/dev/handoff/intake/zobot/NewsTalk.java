package dev.handoff.intake.zobot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells what became of earlier requests before it answers to the message at hand. */
final class NewsTalk {

  private final DialogueTexts.Late texts;
  private final Speech speech;

  NewsTalk(DialogueTexts.Late texts, Speech speech) {
    this.texts = texts;
    this.speech = speech;
  }

  /** Nobody took the chat; the answer tells what is done instead. */
  ZobotAnswer insteadOfChat(ZobotAnswer answer) {
    List<String> replies = new ArrayList<>(speech.replies(texts.missed()));
    replies.addAll(answer.replies());
    return new ZobotAnswer(answer.action(), replies, answer.suggestions(), answer.department());
  }

  /** What people wrote, each on its own, and then the answer. */
  ZobotAnswer afterWords(ZobotAnswer answer, List<String> said) {
    List<String> replies = new ArrayList<>();
    said.forEach(words -> replies.addAll(speech.replies(words)));
    replies.addAll(answer.replies());
    return new ZobotAnswer(answer.action(), replies, answer.suggestions(), answer.department());
  }

  /** The buttons are those of the answer, which stands last; where it has none, the news'. */
  ZobotAnswer before(ZobotAnswer answer, List<ZobotAnswer> news) {
    List<String> replies = new ArrayList<>();
    List<String> suggestions = answer.suggestions();
    for (ZobotAnswer told : news) {
      String text = String.join("\n", told.replies());
      replies.addAll(speech.replies(Sentence.fill(texts.news(), Map.of("answer", text))));
      suggestions = suggestions.isEmpty() ? told.suggestions() : suggestions;
    }
    String heard = String.join("\n", replies);
    // what stands in the news already is not said again
    answer.replies().stream().filter(reply -> !heard.contains(reply)).forEach(replies::add);
    return new ZobotAnswer(answer.action(), replies, suggestions, answer.department());
  }
}
