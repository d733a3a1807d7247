package dev.handoff.handoff;

import dev.handoff.handoff.JdbcConversations.Locked;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

@Component
final class JdbcTalks implements Talks {

  private record Row(ConversationId id, Ownership ownership, @Nullable String platform) {}

  private final JdbcClient db;
  private final TransactionTemplate tx;
  private final Introductions introductions;
  private final JdbcConversations conversations;
  private final JdbcHandoffs handoffs;

  JdbcTalks(
      JdbcClient db,
      TransactionTemplate tx,
      Introductions introductions,
      JdbcConversations conversations,
      JdbcHandoffs handoffs) {
    this.db = db;
    this.tx = tx;
    this.introductions = introductions;
    this.conversations = conversations;
    this.handoffs = handoffs;
  }

  @Override
  public Optional<Talk> find(ConversationKey key) {
    return db.sql(
            "select * from conversation where tenant = :tenant and channel = :channel"
                + " and conversation_id = :conversationId")
        .param("tenant", key.tenant())
        .param("channel", key.channel().wireName())
        .param("conversationId", key.conversationId())
        .query(
            (row, number) ->
                new Row(
                    new ConversationId(key.tenant(), row.getString("id")),
                    Rows.ownership(row),
                    row.getString("platform")))
        .optional()
        .map(this::talk);
  }

  private Talk talk(Row row) {
    Map<HandoffState, Long> messages = messages(row.id());
    HandoffId handoff = row.ownership().handoff();
    Function<HandoffState, Long> of = state -> messages.getOrDefault(state, 0L);
    return new Talk(
        row.id(),
        row.ownership(),
        row.platform(),
        handoff == null ? null : handoffs.find(row.id().tenant(), handoff).orElse(null),
        messages.values().stream().mapToLong(Long::longValue).sum(),
        of.apply(HandoffState.DELIVERED),
        of.apply(HandoffState.RECEIVED)
            + of.apply(HandoffState.DELIVERING)
            + of.apply(HandoffState.RETRYING),
        of.apply(HandoffState.PARKED),
        received(row.id()));
  }

  private Map<HandoffState, Long> messages(ConversationId id) {
    return db
        .sql(
            """
            select state, count(*) as many from handoff
             where tenant = :tenant and conversation = :conversation and kind = 'message'
             group by state
            """)
        .param("tenant", id.tenant())
        .param("conversation", id.value())
        .query((row, number) -> Map.entry(Rows.state(row), row.getLong("many")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private long received(ConversationId id) {
    return db.sql(
            """
            select count(*) from handoff_messages
             where tenant = :tenant and conversation = :conversation and author_type = 'agent'
            """)
        .param("tenant", id.tenant())
        .param("conversation", id.value())
        .query(Long.class)
        .single();
  }

  @Override
  public void introduce(ConversationKey key, Visitor visitor) {
    tx.executeWithoutResult(
        status -> {
          Locked conversation = conversations.lock(key);
          HandoffId handoff = conversation.ownership().handoff();
          if (handoff != null) {
            introductions.learn(key.tenant(), handoff, visitor);
          }
        });
  }
}
