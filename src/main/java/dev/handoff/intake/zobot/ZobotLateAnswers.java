package dev.handoff.intake.zobot;

import dev.handoff.handoff.Conversations;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.LateAnswer;
import dev.handoff.handoff.LateAnswer.Said;
import dev.handoff.handoff.LateAnswers;
import dev.handoff.intake.zobot.DialogueTurn.Answered;
import java.util.Map;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** What the bot says through the callback API (sheet section 6), each time the truth of the day. */
@Component
public final class ZobotLateAnswers {

  private final Dialogue dialogue;
  private final DialogueBook book;
  private final Texts texts;
  private final Conversations conversations;
  private final Handoffs handoffs;
  private final LateAnswers lateAnswers;
  private final OrderEnds ends;

  ZobotLateAnswers(
      Dialogue dialogue,
      DialogueBook book,
      Texts texts,
      Conversations conversations,
      Handoffs handoffs,
      LateAnswers lateAnswers,
      OrderEnds ends) {
    this.dialogue = dialogue;
    this.book = book;
    this.texts = texts;
    this.conversations = conversations;
    this.handoffs = handoffs;
    this.lateAnswers = lateAnswers;
    this.ends = ends;
  }

  /**
   * A response that is about to be sent.
   *
   * @param begun the late answer, knowing that something may have been sent
   */
  public record Response(LateAnswer begun, Said said, ZobotAnswer answer) {}

  /** Finds the words, and writes down that they are about to be sent. */
  public Response compose(@Variable("late") LateAnswer late) {
    return conversations.locked(
        late.conversation(),
        open -> {
          Handoff handoff = handoffs.find(late.id().tenant(), late.id().handoff()).orElseThrow();
          Order order = book.order(late).orElseThrow();
          Answered answered = dialogue.outcome(book.state(open), order, ends.of(order, handoff));
          Said said = handoff.state().isOpen() ? Said.HOLDING : Said.OUTCOME;
          LateAnswer begun = lateAnswers.begin(late, said);
          book.keep(open, answered.state());
          return new Response(begun, said, answered.answer());
        });
  }

  /** As the callback API reads it: replies as objects. */
  public Map<String, Object> body(@Variable("response") Response response) {
    return response.answer().asCallback();
  }

  /** SalesIQ took it: the visitor has read it. */
  public void said(@Variable("late") LateAnswer late, @Variable("response") Response response) {
    conversations.locked(
        late.conversation(),
        open -> {
          lateAnswers.answered(late, response.said());
          book.botSaid(open, response.answer());
          return open.id();
        });
  }

  /** A sign of life, and that it is about to be sent: a second one is worse than none. */
  public Map<String, Object> progress(@Variable("late") LateAnswer late) {
    lateAnswers.progressed(late);
    String language =
        handoffs
            .find(late.id().tenant(), late.id().handoff())
            .map(handoff -> handoff.request().visitor().language())
            .orElse(null);
    return Map.of("text", texts.in(language).late().progress());
  }
}
