package dev.handoff.intake.zobot;

import dev.handoff.handoff.Conversations.OpenConversation;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.LateAnswer;
import dev.handoff.handoff.LateAnswer.State;
import dev.handoff.handoff.LateAnswers;
import dev.handoff.handoff.Owner;
import dev.handoff.handoff.Ownership;
import dev.handoff.handoff.ReleaseReason;
import dev.handoff.intake.zobot.DialogueTurn.Answered;
import dev.handoff.intake.zobot.DialogueTurn.Effect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a visitor was to hear and could not be told in time: what people wrote, and what became of
 * earlier requests. It comes first in the next answer, once.
 */
@Component
final class OwedAnswers {

  private final Dialogue dialogue;
  private final DialogueBook book;
  private final LateAnswers lateAnswers;
  private final Handoffs handoffs;
  private final OrderEnds ends;

  OwedAnswers(
      Dialogue dialogue,
      DialogueBook book,
      LateAnswers lateAnswers,
      Handoffs handoffs,
      OrderEnds ends) {
    this.dialogue = dialogue;
    this.book = book;
    this.lateAnswers = lateAnswers;
    this.handoffs = handoffs;
    this.ends = ends;
  }

  /**
   * What there is to tell, not yet told.
   *
   * @param state the dialogue, knowing it
   * @param readBefore as far as the visitor had got people's words before
   * @param said what people wrote, in their words
   */
  record Owed(
      DialogueState state,
      long readBefore,
      List<String> said,
      List<ZobotAnswer> news,
      List<LateAnswer> ended,
      List<LateAnswer> underWay) {}

  static Owed nothing(DialogueState state) {
    return new Owed(state, state.read(), List.of(), List.of(), List.of(), List.of());
  }

  /**
   * An answer with what was owed before it.
   *
   * @param own what of it the bot says itself and is new in the conversation's history
   */
  record Told(Answered answered, ZobotAnswer own) {}

  /** What people wrote, and nothing else: they have the word. */
  Owed words(OpenConversation open, DialogueState before) {
    AgentWords.Unread unread = AgentWords.after(open, before.read());
    return new Owed(
        before.reading(unread.upTo()),
        before.read(),
        unread.texts(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  /**
   * @param but the handoff that is being answered anyway
   */
  Owed due(OpenConversation open, DialogueState before, @Nullable HandoffId but) {
    Owed owed = words(open, before);
    if (before.placed().last() == null) {
      return owed;
    }
    for (LateAnswer late : lateAnswers.owed(open.id())) {
      if (!late.id().handoff().equals(but)) {
        owed = with(open, owed, late);
      }
    }
    return owed;
  }

  private Owed with(OpenConversation open, Owed owed, LateAnswer late) {
    Handoff handoff = handoffs.find(late.id().tenant(), late.id().handoff()).orElse(null);
    Order order = book.order(late).orElse(null);
    if (handoff == null || order == null || isPast(open, handoff)) {
      owed.ended().add(late);
      return owed;
    }
    if (late.state() == State.REPLAYED && handoff.state() != HandoffState.DELIVERED) {
      return owed;
    }
    boolean ended = !handoff.state().isOpen();
    if (!ended && late.held()) {
      return owed;
    }
    Answered told = dialogue.outcome(owed.state(), order, ends.of(order, handoff));
    boolean instead = handoff.request().channelRefs().tellsOutcome();
    owed.news().add(instead ? dialogue.insteadOfChat(told) : told.answer());
    (ended ? owed.ended() : owed.underWay()).add(late);
    return new Owed(
        told.state(), owed.readBefore(), owed.said(), owed.news(), owed.ended(), owed.underWay());
  }

  /** That a person is being called is no news once one has come, or has gone again. */
  private static boolean isPast(OpenConversation open, Handoff handoff) {
    Ownership ownership = open.ownership();
    return handoff.id().equals(ownership.handoff())
        && (ownership.owner() == Owner.HUMAN
            || (ownership.owner() == Owner.RELEASED && ownership.reason() != ReleaseReason.ERROR));
  }

  /** The answer with the news before it; joins the transaction that keeps the answer. */
  Told tell(Owed owed, Answered answered, @Nullable String requestId) {
    owed.ended().forEach(late -> lateAnswers.told(late.id()));
    owed.underWay().forEach(lateAnswers::held);
    boolean silent = answered.effect() == Effect.LEFT_ALONE;
    Answered own = silent ? saying(answered, ZobotAnswer.reply()) : answered;
    if (!owed.news().isEmpty()) {
      own = dialogue.withNews(own, requestId, owed.news());
    }
    boolean nothingNew = owed.said().isEmpty() && owed.news().isEmpty();
    Answered whole = nothingNew ? answered : dialogue.withWords(own, requestId, owed.said());
    return new Told(whole, own.answer());
  }

  private static Answered saying(Answered answered, ZobotAnswer answer) {
    return new Answered(answered.state(), answer, answered.effect());
  }

  /** The answer did not leave: all of it is still to be told. */
  void untold(OpenConversation open, Owed owed) {
    DialogueState state = book.state(open);
    if (!owed.said().isEmpty() && state.read() == owed.state().read()) {
      book.keep(open, state.reading(owed.readBefore()));
    }
    owed.ended().forEach(lateAnswers::untold);
    owed.underWay().forEach(lateAnswers::untold);
  }
}
