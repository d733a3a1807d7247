package dev.handoff.handoff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Values reach the database as parameters only; a condition is in the query when it is asked. */
@Component
final class JdbcHandoffSearch implements HandoffSearch {

  private final JdbcClient db;
  private final Rows rows;
  private final JdbcConversations conversations;

  JdbcHandoffSearch(JdbcClient db, Rows rows, JdbcConversations conversations) {
    this.db = db;
    this.rows = rows;
    this.conversations = conversations;
  }

  @Override
  public List<Handoff> newest(
      String tenant, HandoffFilter filter, @Nullable Position after, int limit) {
    return find(where(tenant, filter).beyond("<", after), "h.created_at desc, h.id desc", limit);
  }

  @Override
  public List<Handoff> oldest(
      String tenant, HandoffFilter filter, @Nullable Position after, int limit) {
    return find(where(tenant, filter).beyond(">", after), "h.created_at, h.id", limit);
  }

  private List<Handoff> find(Where where, String order, int limit) {
    return db.sql(Rows.HANDOFF + where + " order by " + order + " limit :limit")
        .params(where.values)
        .param("limit", limit)
        .query(rows::handoff)
        .list();
  }

  @Override
  public long count(String tenant, HandoffFilter filter) {
    Where where = where(tenant, filter);
    return db.sql("select count(*) from " + Rows.FROM + where)
        .params(where.values)
        .query(Long.class)
        .single();
  }

  private static Where where(String tenant, HandoffFilter filter) {
    Where where = new Where(tenant);
    HandoffState state = filter.state();
    where.and("h.state = :state", "state", state == null ? null : state.wireName());
    if (filter.kind() == null && state != HandoffState.PARKED) {
      where.conditions.add("h.follows is null");
    }
    if ("auto".equals(filter.kind())) {
      where.conditions.add("h.kind is null");
    } else {
      where.and("h.kind = :kind", "kind", filter.kind());
    }
    Channel channel = filter.channel();
    where.and("c.channel = :channel", "channel", channel == null ? null : channel.wireName());
    where.and("h.error_step = :step", "step", filter.step());
    where.and("h.error_code = :code", "code", filter.code());
    where.and("h.created_at >= :from", "from", Rows.timeOrNull(filter.from()));
    where.and("h.created_at < :to", "to", Rows.timeOrNull(filter.to()));
    where.and(
        "(h.id like :text escape '!' or lower(c.conversation_id) like :text escape '!'"
            + " or h.email like :text escape '!' or lower(h.ticket_number) like :text escape '!')",
        "text",
        filter.text() == null ? null : pattern(filter.text()));
    return where;
  }

  private static String pattern(String text) {
    return "%" + text.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
  }

  /** Conditions that all hold. */
  private static final class Where {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    Where(String tenant) {
      and("h.tenant = :tenant", "tenant", tenant);
    }

    void and(String condition, String name, @Nullable Object value) {
      if (value != null) {
        conditions.add(condition);
        values.put(name, value);
      }
    }

    Where beyond(String comparison, @Nullable Position after) {
      if (after != null) {
        conditions.add("(h.created_at, h.id) " + comparison + " (:afterAt, :afterId)");
        values.put("afterAt", Rows.time(after.at()));
        values.put("afterId", after.id());
      }
      return this;
    }

    @Override
    public String toString() {
      return " where " + String.join(" and ", conditions);
    }
  }

  @Override
  public Map<HandoffId, List<JournalStep>> journals(List<Handoff> handoffs) {
    Map<HandoffId, List<JournalStep>> journals = new LinkedHashMap<>();
    handoffs.forEach(handoff -> journals.put(handoff.id(), new ArrayList<>()));
    if (handoffs.isEmpty()) {
      return journals;
    }
    RowCallbackHandler step =
        row ->
            journals
                .computeIfAbsent(new HandoffId(row.getString("handoff")), id -> new ArrayList<>())
                .add(rows.step(row, 0));
    db.sql(
            "select * from handoff_step where tenant = :tenant and handoff in (:handoffs)"
                + " order by handoff, place")
        .param("tenant", handoffs.get(0).conversation().tenant())
        .param("handoffs", handoffs.stream().map(handoff -> handoff.id().value()).toList())
        .query(step);
    return journals;
  }

  @Override
  public List<TranscriptEntry> transcript(Handoff handoff) {
    return conversations.history(handoff.conversation(), handoff.transcriptUpTo());
  }
}
