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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a visitor was to hear of earlier requests and could not be told in time: it comes first in
 * the next answer, once.
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
   */
  record Owed(
      DialogueState state,
      List<ZobotAnswer> news,
      List<LateAnswer> ended,
      List<LateAnswer> underWay) {}

  static Owed nothing(DialogueState state) {
    return new Owed(state, List.of(), List.of(), List.of());
  }

  /**
   * @param but the handoff that is being answered anyway
   */
  Owed due(OpenConversation open, DialogueState before, @Nullable HandoffId but) {
    if (before.placed().last() == null) {
      return nothing(before);
    }
    Owed owed = new Owed(before, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
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
    return new Owed(told.state(), owed.news(), owed.ended(), owed.underWay());
  }

  /** That a person is being called is no news once one has come, or has gone again. */
  private static boolean isPast(OpenConversation open, Handoff handoff) {
    Ownership ownership = open.ownership();
    return handoff.id().equals(ownership.handoff())
        && (ownership.owner() == Owner.HUMAN
            || (ownership.owner() == Owner.RELEASED && ownership.reason() != ReleaseReason.ERROR));
  }

  /** The answer with the news before it; joins the transaction that keeps the answer. */
  Answered tell(Owed owed, Answered answered, @Nullable String requestId) {
    owed.ended().forEach(late -> lateAnswers.told(late.id()));
    owed.underWay().forEach(lateAnswers::held);
    return owed.news().isEmpty() ? answered : dialogue.withNews(answered, requestId, owed.news());
  }

  /** The answer did not leave: all of it is still to be told. */
  void untold(Owed owed) {
    owed.ended().forEach(lateAnswers::untold);
    owed.underWay().forEach(lateAnswers::untold);
  }
}
