package dev.handoff.handoff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A site's own chat, message by message (contract 4.4). */
public interface ChatTurns {

  /**
   * One message of a visitor.
   *
   * @param visitor what the call tells of the visitor, for every handoff of the session
   * @param history lines the caller knows; those already stored are not stored again
   * @param wish what is asked for when this message is one for a person; null leaves it to the bot
   * @param traceParent the trace of a handoff that this message leads to
   * @param ownTraceParent the trace that the caller brought; without one, words that follow an
   *     earlier handoff belong to that one's
   * @param idempotency the caller's own name for this request
   */
  record Asked(
      ConversationKey session,
      Words words,
      Visitor visitor,
      List<TranscriptEntry> history,
      @Nullable HandoffRequest wish,
      @Nullable String traceParent,
      @Nullable String ownTraceParent,
      @Nullable IdempotencyKey idempotency) {}

  /**
   * What became of a message.
   *
   * @param said where the words went
   * @param accepted the handoff that the session has now, because of this message or an earlier
   *     one; null while the bot has the session
   * @param answer the answer given to the first call with the same idempotency key, once known
   */
  record Turn(FollowUps.Said said, @Nullable Accepted accepted, @Nullable StoredAnswer answer) {}

  /**
   * One transaction: the words are kept, and what is told of the visitor; they follow to the person
   * who has the session, and a session that is to be handed over gets its one ticket. When that
   * ticket was closed meanwhile it is asked for again, and the words go to it. Joins a running
   * transaction.
   *
   * @throws IdempotencyKeyReusedException when the key was used with another body
   */
  Turn take(Asked asked);
}
