package dev.handoff.handoff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcStoredConversations implements StoredConversations {

  private static final int AT_A_TIME = 500;

  /** One statement, so that the messages and the owner are of the same moment. */
  private static final String READ =
      """
      select * from (
        select page.*, sum(char_length(content)) over (order by number) as size from (
          select c.last_message, c.owner, c.owner_handoff, c.owner_since, c.owner_reason,
                 c.operator_id, c.operator_name, c.operator_email, c.offer_until,
                 m.number, m.author_type, m.author_name, m.content, m.created_at, m.code,
                 m.subject
            from conversation c
            left join handoff_messages m
              on m.tenant = c.tenant and m.conversation = c.id and m.number > :after
           where c.tenant = :tenant and c.channel = :channel
             and c.conversation_id = :conversationId
           order by m.number limit :rows) page) sized
       where number is null or size - char_length(content) < :characters
       order by number
      """;

  private record Kin(String tenant, Channel channel) {}

  private final JdbcClient db;

  JdbcStoredConversations(JdbcClient db) {
    this.db = db;
  }

  @Override
  public StoredConversation read(
      ConversationKey conversation, long after, int rows, int characters) {
    return db.sql(READ)
        .param("tenant", conversation.tenant())
        .param("channel", conversation.channel().wireName())
        .param("conversationId", conversation.conversationId())
        .param("after", after)
        .param("rows", rows)
        .param("characters", characters)
        .query(JdbcStoredConversations::conversation);
  }

  private static StoredConversation conversation(ResultSet row) throws SQLException {
    if (!row.next()) {
      return StoredConversation.EMPTY;
    }
    long newest = row.getLong("last_message");
    Ownership ownership = Rows.ownership(row);
    List<StoredMessage> messages = new ArrayList<>();
    do {
      if (row.getObject("number") != null) {
        messages.add(Rows.message(row));
      }
    } while (row.next());
    return new StoredConversation(newest, ownership, messages);
  }

  @Override
  public Map<ConversationKey, Long> newest(Collection<ConversationKey> conversations) {
    Map<Kin, List<String>> kin =
        conversations.stream()
            .collect(
                Collectors.groupingBy(
                    key -> new Kin(key.tenant(), key.channel()),
                    Collectors.mapping(ConversationKey::conversationId, Collectors.toList())));
    Map<ConversationKey, Long> newest = new HashMap<>();
    kin.forEach((of, ids) -> newest(of, new ArrayList<>(ids), newest));
    return newest;
  }

  private void newest(Kin of, List<String> ids, Map<ConversationKey, Long> into) {
    for (int from = 0; from < ids.size(); from += AT_A_TIME) {
      db.sql(
              """
              select conversation_id, last_message from conversation
               where tenant = :tenant and channel = :channel and conversation_id in (:ids)
              """)
          .param("tenant", of.tenant())
          .param("channel", of.channel().wireName())
          .param("ids", ids.subList(from, Math.min(ids.size(), from + AT_A_TIME)))
          .query(
              row -> {
                into.put(
                    new ConversationKey(
                        of.tenant(), of.channel(), row.getString("conversation_id")),
                    row.getLong("last_message"));
              });
    }
  }
}
