package dev.handoff.handoff;

import dev.handoff.handoff.Conversations.OpenConversation;
import dev.handoff.handoff.JdbcConversations.Locked;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

@Component
final class JdbcFollowUps implements FollowUps {

  private static final String SOURCE = "words";

  private final JdbcClient db;
  private final TransactionTemplate tx;
  private final Clock clock;
  private final Rows rows;
  private final JdbcConversations conversations;
  private final JdbcHandoffs handoffs;
  private final InboundEvents seen;
  private final Owners owners;

  JdbcFollowUps(
      JdbcClient db,
      TransactionTemplate tx,
      Clock clock,
      Rows rows,
      JdbcConversations conversations,
      JdbcHandoffs handoffs,
      InboundEvents seen,
      Owners owners) {
    this.db = db;
    this.tx = tx;
    this.clock = clock;
    this.rows = rows;
    this.conversations = conversations;
    this.handoffs = handoffs;
    this.seen = seen;
    this.owners = owners;
  }

  @Override
  public Said say(ConversationKey key, Words words, @Nullable String traceParent) {
    return tx.execute(status -> say(conversations.lock(key), words, traceParent));
  }

  @Override
  public Said say(OpenConversation conversation, Words words, @Nullable String traceParent) {
    return say((Locked) conversation, words, traceParent);
  }

  @Override
  public void notBrought(OpenConversation conversation) {
    HandoffId handoff = conversation.ownership().handoff();
    if (handoff != null) {
      owners.released((Locked) conversation, handoff, ReleaseReason.MISSED, clock.instant(), null);
    }
  }

  private Said say(Locked conversation, Words words, @Nullable String traceParent) {
    Ownership ownership = conversation.ownership();
    String messageId = words.messageId();
    if (messageId != null && !seen.isNew(conversation.id(), SOURCE, messageId)) {
      return new Said(ownership, null, true);
    }
    conversation.append(List.of(line(words)));
    if (!ownership.owner().isHumanSide()) {
      return new Said(ownership, null, false);
    }
    FollowUp followUp =
        new FollowUp(
            FollowUp.Type.MESSAGE,
            ownership.requiredHandoff(),
            words.author(),
            words.authorName(),
            words.text(),
            words.attachment());
    HandoffId entry = handoffs.follow(conversation, followUp, traceParent).id();
    return new Said(ownership, entry, false);
  }

  private TranscriptEntry line(Words words) {
    String text = FollowUp.inHistory(words.text(), words.attachment());
    return new TranscriptEntry(words.author(), words.authorName(), text, clock.instant());
  }

  @Override
  public Optional<HandoffId> stop(ConversationKey key, @Nullable String traceParent) {
    return tx.execute(
        status -> {
          Locked conversation = conversations.lock(key);
          Ownership ownership = conversation.ownership();
          if (!ownership.owner().isHumanSide()) {
            return Optional.empty();
          }
          HandoffId handoff = ownership.requiredHandoff();
          owners.released(conversation, handoff, ReleaseReason.STOPPED, clock.instant(), null);
          return Optional.of(handoffs.close(conversation, handoff, traceParent).id());
        });
  }

  @Override
  public List<Handoff> arrived(Handoff message, Instant since) {
    return db.sql(
            Rows.HANDOFF
                + " where h.tenant = :tenant and h.conversation = :conversation"
                + " and h.kind = 'message' and h.state = 'delivered' and h.id <> :id"
                + " and h.settled_at >= :since")
        .param("tenant", message.conversation().tenant())
        .param("conversation", message.conversation().value())
        .param("id", message.id().value())
        .param("since", Rows.time(since))
        .query(rows::handoff)
        .list();
  }

  @Override
  public Ownership ownership(ConversationKey key) {
    return db.sql(
            "select * from conversation where tenant = :tenant and channel = :channel"
                + " and conversation_id = :conversationId")
        .param("tenant", key.tenant())
        .param("channel", key.channel().wireName())
        .param("conversationId", key.conversationId())
        .query((row, number) -> Rows.ownership(row))
        .optional()
        .orElse(Ownership.BOT);
  }
}
