package dev.handoff.handoff;

import dev.handoff.handoff.LateAnswer.Said;
import dev.handoff.handoff.LateAnswer.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What visitors are still to hear. One promise is kept by one worker at a time; whoever lost it
 * gets a {@link StaleLateAnswerException} and has written nothing.
 */
public interface LateAnswers {

  /**
   * Writes down that this call is answered later, through the callback API, with the work item that
   * sees to it. Joins the running transaction, and must be committed before {@code pending} is
   * answered.
   *
   * @return false when another call was promised it already; the visitor is then told that it is on
   *     its way, and that is remembered
   */
  boolean promise(Handoff handoff, String requestId, String asked);

  /**
   * Writes down that the visitor was told that it is on its way, and hears the outcome at the next
   * message. Joins the running transaction.
   */
  void owe(Handoff handoff, String asked);

  /**
   * The visitor has heard nothing of it yet, and hears at the next message what it has come to by
   * then. Joins the running transaction.
   */
  void news(Handoff handoff, String asked);

  /**
   * What is owed in that conversation, oldest first, with what was {@link State#REPLAYED replayed};
   * promises that are still open are not.
   */
  List<LateAnswer> owed(ConversationId conversation);

  /** The visitor was told that it is saved and on its way, in another answer. */
  void held(LateAnswer owed);

  /** The visitor heard in another answer how it ended; an open promise stays one. */
  void told(LateAnswerId owed);

  /**
   * The visitor heard in the answer at hand that it failed, and was owed nothing before; kept,
   * because a person may send it again. Joins the running transaction.
   */
  void refused(Handoff handoff, String asked);

  /** The visitor did not get the answer that told it, or held it: as it was before. */
  void untold(LateAnswer owed);

  /** The same for the answer at hand: it is owed, if it was not promised. */
  void untold(Handoff handoff, String asked);

  /**
   * A person has sent it again. Who has heard that it failed is told when it succeeds, once; a
   * promise that is being kept with the earlier end is taken up anew. Joins the running
   * transaction.
   */
  void replayed(Handoff handoff);

  /** Takes an open promise up; empty when there is none. */
  Optional<LateAnswer> claim(LateAnswerId promised);

  /** As it stands. */
  Optional<LateAnswer> find(LateAnswerId id);

  /** Written before a response is sent. */
  LateAnswer begin(LateAnswer promised, Said said);

  /** SalesIQ took a response that said this: an outcome ends it, anything less leaves that owed. */
  void answered(LateAnswer promised, Said said);

  /**
   * No response before {@code retryAt}.
   *
   * @param sent what SalesIQ may have taken so far, or null when it surely took nothing
   */
  void retry(LateAnswer promised, @Nullable Said sent, Instant retryAt);

  /** No response reaches the visitor any more: it is told at the next message. */
  void keep(LateAnswer promised);

  /** Written before a sign of life is sent. */
  void progressed(LateAnswer promised);
}
