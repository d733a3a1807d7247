package dev.handoff.handoff;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcStoredMessages implements StoredMessages {

  private static final int AT_A_TIME = 500;

  private record Kin(String tenant, Channel channel) {}

  private final JdbcClient db;

  JdbcStoredMessages(JdbcClient db) {
    this.db = db;
  }

  @Override
  public List<StoredMessage> after(
      ConversationKey conversation, long after, int rows, int characters) {
    return db.sql(
            """
            select number, author_type, author_name, content, created_at from (
              select page.*, sum(char_length(content)) over (order by number) as size from (
                select m.number, m.author_type, m.author_name, m.content, m.created_at
                  from conversation c
                  join handoff_messages m on m.tenant = c.tenant and m.conversation = c.id
                 where c.tenant = :tenant and c.channel = :channel
                   and c.conversation_id = :conversationId and m.number > :after
                 order by m.number limit :rows) page) sized
             where size - char_length(content) < :characters
             order by number
            """)
        .param("tenant", conversation.tenant())
        .param("channel", conversation.channel().wireName())
        .param("conversationId", conversation.conversationId())
        .param("after", after)
        .param("rows", rows)
        .param("characters", characters)
        .query(
            (row, number) ->
                new StoredMessage(
                    row.getLong("number"),
                    AuthorType.valueOf(row.getString("author_type").toUpperCase(Locale.ROOT)),
                    row.getString("author_name"),
                    row.getString("content"),
                    Rows.required(row, "created_at")))
        .list();
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
