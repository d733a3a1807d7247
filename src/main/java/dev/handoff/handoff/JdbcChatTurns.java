package dev.handoff.handoff;

import dev.handoff.handoff.JdbcConversations.Locked;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

@Component
final class JdbcChatTurns implements ChatTurns {

  private final TransactionTemplate tx;
  private final JdbcConversations conversations;
  private final Handoffs handoffs;
  private final FollowUps followUps;
  private final IdempotencyKeys keys;
  private final InboundEvents seen;

  JdbcChatTurns(
      TransactionTemplate tx,
      JdbcConversations conversations,
      Handoffs handoffs,
      FollowUps followUps,
      IdempotencyKeys keys,
      InboundEvents seen) {
    this.tx = tx;
    this.conversations = conversations;
    this.handoffs = handoffs;
    this.followUps = followUps;
    this.keys = keys;
    this.seen = seen;
  }

  @Override
  public Turn take(Asked asked) {
    return tx.execute(status -> taken(asked));
  }

  private Turn taken(Asked asked) {
    IdempotencyKey key = asked.idempotency();
    if (key == null) {
      return turn(asked);
    }
    HandoffId nothingYet = new HandoffId(UUID.randomUUID().toString());
    Optional<IdempotencyKeys.Used> used = keys.use(asked.session().tenant(), key, nothingYet);
    if (used.isPresent()) {
      return repeated(asked, used.get());
    }
    Turn turn = turn(asked);
    Accepted accepted = turn.accepted();
    if (accepted != null) {
      keys.pointTo(asked.session().tenant(), key, accepted.handoff().id());
    }
    return turn;
  }

  private Turn repeated(Asked asked, IdempotencyKeys.Used used) {
    Accepted accepted =
        handoffs
            .find(asked.session().tenant(), used.handoff())
            .map(
                handoff ->
                    new Accepted(
                        handoff, false, !handoff.createdAt().isBefore(used.at()), used.answer()))
            .orElse(null);
    FollowUps.Said said = new FollowUps.Said(followUps.ownership(asked.session()), null, true);
    return new Turn(said, accepted, used.answer());
  }

  private Turn turn(Asked asked) {
    Locked conversation = merge(asked);
    Ownership ownership = conversation.ownership();
    Visitor told = told(asked, conversation);
    boolean isNews = conversation.learn(told);
    HandoffRequest wish = asked.wish() == null ? null : asked.wish().of(told);
    if (ownership.owner().isHumanSide()) {
      if (isNews || wish != null) {
        handoffs.introduce(asked.session(), told);
      }
      Handoff handoff =
          handoffs.find(asked.session().tenant(), ownership.requiredHandoff()).orElseThrow();
      return new Turn(say(asked), new Accepted(handoff, false, false, null), null);
    }
    if (wish == null) {
      return new Turn(say(asked), null, null);
    }
    // A ticket that is there gets the words as a comment; in a new one they are part of the story.
    if (handoffs.newest(asked.session(), HandoffKind.TICKET).isPresent()) {
      Accepted accepted = accept(asked, wish);
      return new Turn(say(asked), accepted, null);
    }
    FollowUps.Said said = say(asked);
    return new Turn(said, accept(asked, wish), null);
  }

  /** A message that was heard before tells nothing: newer ones may have told otherwise. */
  private Visitor told(Asked asked, Locked conversation) {
    String messageId = asked.words().messageId();
    boolean isRepeated =
        messageId != null
            && !asked.visitor().toldAfter(conversation.visitor()).equals(conversation.visitor())
            && seen.isKnown(conversation.id(), JdbcFollowUps.SOURCE, messageId);
    return isRepeated ? Visitor.unknown() : asked.visitor();
  }

  /** Locks the session until the transaction ends, and keeps what is new of its history. */
  private Locked merge(Asked asked) {
    Locked conversation = conversations.lock(asked.session());
    List<TranscriptEntry> history = withoutThis(asked);
    if (!history.isEmpty()) {
      conversation.append(TranscriptMerge.news(conversation.history(), history));
    }
    return conversation;
  }

  /** Some callers send the message as the last line of its own history, too. */
  private static List<TranscriptEntry> withoutThis(Asked asked) {
    List<TranscriptEntry> history = asked.history();
    if (history.isEmpty()) {
      return history;
    }
    TranscriptEntry last = history.get(history.size() - 1);
    boolean isThis =
        last.author() == asked.words().author() && last.text().equals(asked.words().text());
    return isThis ? history.subList(0, history.size() - 1) : history;
  }

  private FollowUps.Said say(Asked asked) {
    return followUps.say(asked.session(), asked.words(), asked.ownTraceParent());
  }

  private Accepted accept(Asked asked, HandoffRequest wish) {
    return handoffs.accept(
        new HandoffOrder(
            asked.session(), HandoffKind.TICKET, wish, List.of(), asked.traceParent(), true, null));
  }
}
