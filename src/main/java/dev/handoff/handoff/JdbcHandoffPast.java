package dev.handoff.handoff;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcHandoffPast implements HandoffPast {

  /** The handoffs of its conversation after it; what follows a handoff is none. */
  private static final String NEXT =
      " not exists (select 1 from handoff n where n.tenant = :tenant"
          + " and n.conversation = :conversation and n.entry > :entry and n.follows is null"
          + " and ";

  private final JdbcClient db;
  private final Rows rows;

  JdbcHandoffPast(JdbcClient db, Rows rows) {
    this.db = db;
    this.rows = rows;
  }

  private JdbcClient.StatementSpec of(Handoff handoff, String sql, int limit) {
    return db.sql(sql + " limit :limit")
        .param("tenant", handoff.conversation().tenant())
        .param("limit", limit);
  }

  private static <T> List<T> oldestFirst(List<T> newestFirst) {
    List<T> turned = new ArrayList<>(newestFirst);
    Collections.reverse(turned);
    return turned;
  }

  @Override
  public List<OwnerChange> ownerChanges(Handoff handoff, int limit) {
    return oldestFirst(
        of(
                handoff,
                """
                select * from owner_change
                 where tenant = :tenant and conversation = :conversation and handoff = :handoff
                 order by place desc
                """,
                limit)
            .param("conversation", handoff.conversation().value())
            .param("handoff", handoff.id().value())
            .query(
                (row, number) ->
                    new OwnerChange(
                        owner(row.getString("from_owner")),
                        owner(row.getString("to_owner")),
                        reason(row.getString("reason")),
                        handoff.id(),
                        row.getString("operator_name"),
                        Rows.required(row, "changed_at")))
            .list());
  }

  private static Owner owner(String name) {
    return Owner.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static @Nullable ReleaseReason reason(@Nullable String name) {
    return name == null ? null : ReleaseReason.valueOf(name.toUpperCase(Locale.ROOT));
  }

  @Override
  public List<StoredMessage> after(Handoff handoff, int limit) {
    return oldestFirst(
        of(
                handoff,
                "select m.* from handoff_messages m where m.tenant = :tenant"
                    + " and m.conversation = :conversation and m.number > :upto and"
                    + NEXT
                    + "n.transcript_upto < m.number) order by m.number desc",
                limit)
            .param("conversation", handoff.conversation().value())
            .param("entry", handoff.entry())
            .param("upto", handoff.transcriptUpTo())
            .query((row, number) -> Rows.message(row))
            .list());
  }

  @Override
  public List<Handoff> unsent(Handoff handoff, int limit) {
    return oldestFirst(
        of(
                handoff,
                Rows.HANDOFF
                    + " where h.tenant = :tenant and h.follows = :handoff"
                    + " and h.state <> 'delivered' order by h.entry desc",
                limit)
            .param("handoff", handoff.id().value())
            .query(rows::handoff)
            .list());
  }

  @Override
  public List<BotEvent> botEvents(Handoff handoff, int limit) {
    return oldestFirst(
        of(
                handoff,
                "select o.*, c.channel, c.conversation_id from outbound_message o"
                    + " join conversation c on c.tenant = o.tenant and c.id = o.conversation"
                    + " where o.tenant = :tenant and o.conversation = :conversation"
                    + " and o.created_at >= :since and"
                    + NEXT
                    + "n.created_at <= o.created_at) order by o.entry desc",
                limit)
            .param("conversation", handoff.conversation().value())
            .param("entry", handoff.entry())
            .param("since", Rows.time(handoff.createdAt()))
            .query(rows::botEvent)
            .list());
  }
}
