package dev.handoff.handoff;

import dev.handoff.handoff.BotEvent.State;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

@Component
final class JdbcParkedBotEvents implements ParkedBotEvents {

  private final JdbcClient db;
  private final TransactionTemplate tx;
  private final Clock clock;
  private final Rows rows;
  private final JdbcConversations conversations;
  private final BotEventItems items;
  private final Audit audit;

  JdbcParkedBotEvents(
      JdbcClient db,
      TransactionTemplate tx,
      Clock clock,
      Rows rows,
      JdbcConversations conversations,
      BotEventItems items,
      Audit audit) {
    this.db = db;
    this.tx = tx;
    this.clock = clock;
    this.rows = rows;
    this.conversations = conversations;
    this.items = items;
    this.audit = audit;
  }

  @Override
  public Optional<BotEvent> find(String tenant, String id) {
    return db.sql(JdbcBotEvents.SELECT + " where o.tenant = :tenant and o.id = :id")
        .param("tenant", tenant)
        .param("id", id)
        .query(rows::botEvent)
        .optional();
  }

  @Override
  public List<BotEvent> list(
      String tenant, Filter filter, boolean oldestFirst, @Nullable Position after, int limit) {
    Map<String, Object> values = values(tenant, filter);
    String direction = oldestFirst ? "asc" : "desc";
    String next = "";
    if (after != null) {
      next = " and (o.created_at, o.id) " + (oldestFirst ? ">" : "<") + " (:afterAt, :afterId)";
      values.put("afterAt", Rows.time(after.at()));
      values.put("afterId", after.id());
    }
    values.put("limit", limit);
    return db.sql(
            JdbcBotEvents.SELECT
                + conditions(filter)
                + next
                + " order by o.created_at %s, o.id %s limit :limit".formatted(direction, direction))
        .params(values)
        .query(rows::botEvent)
        .list();
  }

  @Override
  public long count(String tenant, Filter filter) {
    return db.sql(
            "select count(*) from outbound_message o"
                + " join conversation c on c.tenant = o.tenant and c.id = o.conversation"
                + conditions(filter))
        .params(values(tenant, filter))
        .query(Long.class)
        .single();
  }

  private static String conditions(Filter filter) {
    return " where o.tenant = :tenant"
        + (filter.state() == null ? "" : " and o.state = :state")
        + (filter.target() == null ? "" : " and o.target = :target")
        + (filter.conversationId() == null ? "" : " and c.conversation_id = :conversationId")
        + (filter.code() == null ? "" : " and o.error_code = :code")
        + (filter.from() == null ? "" : " and o.created_at >= :from")
        + (filter.to() == null ? "" : " and o.created_at < :to");
  }

  private static Map<String, Object> values(String tenant, Filter filter) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("tenant", tenant);
    State state = filter.state();
    put(values, "state", state == null ? null : state.wireName());
    put(values, "target", filter.target());
    put(values, "conversationId", filter.conversationId());
    put(values, "code", filter.code());
    put(values, "from", Rows.timeOrNull(filter.from()));
    put(values, "to", Rows.timeOrNull(filter.to()));
    return values;
  }

  private static void put(Map<String, Object> values, String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  @Override
  public Optional<BotEvent> replay(BotEvent seen, String who, @Nullable String detail) {
    return act(
        seen,
        "state = 'waiting', attempts = 0, alert = 0, since = :now, next_attempt_at = null,"
            + " error_code = null, error_message = null, settled_at = null",
        () -> {
          audit.note(tenant(seen), who, "bot-event-replay", seen.id(), detail);
          items.schedule(seen.conversation());
        });
  }

  @Override
  public Optional<BotEvent> discard(BotEvent seen, String reason, String who) {
    return act(
        seen,
        "state = 'discarded', settled_at = :now",
        () -> audit.note(tenant(seen), who, "bot-event-discard", seen.id(), reason));
  }

  /** Under the lock no worker decides at the same time that nothing is left to do. */
  private Optional<BotEvent> act(BotEvent seen, String assignments, Runnable also) {
    return tx.execute(
        status -> {
          conversations.lock(seen.conversation());
          int changed =
              db.sql(
                      "update outbound_message set updated_at = :now, "
                          + assignments
                          + " where tenant = :tenant and id = :id and claim = :claim"
                          + " and state = 'parked'")
                  .param("now", Rows.time(clock.instant()))
                  .param("tenant", tenant(seen))
                  .param("id", seen.id())
                  .param("claim", seen.claim())
                  .update();
          if (changed == 0) {
            return Optional.<BotEvent>empty();
          }
          also.run();
          return find(tenant(seen), seen.id());
        });
  }

  private static String tenant(BotEvent event) {
    return event.conversation().tenant();
  }

  /** How many there are of one state, and the oldest of them. */
  private record Group(String target, boolean parked, long number, Instant oldest) {}

  @Override
  public List<Standing> standings(String tenant) {
    Map<String, Standing> byTarget = new LinkedHashMap<>();
    for (Group group : groups(tenant)) {
      Standing before =
          byTarget.getOrDefault(group.target(), new Standing(group.target(), 0, null, 0));
      byTarget.put(
          group.target(),
          group.parked()
              ? new Standing(group.target(), before.waiting(), before.oldest(), group.number())
              : new Standing(group.target(), group.number(), group.oldest(), before.parked()));
    }
    return new ArrayList<>(byTarget.values());
  }

  private List<Group> groups(String tenant) {
    return db.sql(
            """
            select target, parked, count(*) as number, min(since) as oldest
              from (select target, since, state = 'parked' as parked from outbound_message
                     where tenant = :tenant and state in ('waiting', 'sending', 'parked')) as open
             group by target, parked order by target
            """)
        .param("tenant", tenant)
        .query(
            (row, number) ->
                new Group(
                    row.getString("target"),
                    row.getBoolean("parked"),
                    row.getLong("number"),
                    Rows.required(row, "oldest")))
        .list();
  }
}
