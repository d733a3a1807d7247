package dev.handoff.keeping;

import dev.handoff.handoff.ConversationId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes away parts of a conversation whose row the running transaction has locked. */
@Component
final class ConversationRows {

  private static final String SETTLED =
      "select h.id from handoff h where h.tenant = :tenant and h.conversation = :id"
          + " and h.state in ('delivered', 'discarded') and h.settled_at < :before";

  /** The bot's, as if no person had ever been asked for. */
  static final String NOBODY =
      "owner = 'bot', owner_handoff = null, owner_since = null, owner_reason = null,"
          + " operator_id = null, operator_name = null, operator_email = null, offer_until = null";

  private final JdbcClient db;

  ConversationRows(JdbcClient db) {
    this.db = db;
  }

  /** Settled handoffs with all that belongs to them alone. */
  Map<String, Long> handoffs(ConversationId id, Instant before) {
    for (String table :
        new String[] {
          "late_answer",
          "handoff_step",
          "handoff_attempt",
          "zoho_reference",
          "catch_up",
          "idempotency_key",
          "owner_change"
        }) {
      run(
          "delete from " + table + " where tenant = :tenant and handoff in (" + SETTLED + ")",
          id,
          before);
    }
    run(
        "update conversation set "
            + NOBODY
            + " where tenant = :tenant and id = :id and owner_handoff in ("
            + SETTLED
            + ")",
        id,
        before);
    String delete = "delete from handoff where tenant = :tenant and id in (" + SETTLED + ")";
    long words = run(delete + " and follows is not null", id, before);
    return counted("handoffs", run(delete, id, before), "follow-ups", words);
  }

  /** What was said. */
  Map<String, Long> messages(ConversationId id, Instant before) {
    return Map.of(
        "messages",
        run(
            "delete from handoff_messages where tenant = :tenant and conversation = :id"
                + " and created_at < :before",
            id,
            before));
  }

  /** What the Zobot remembers, its orders too: they are counted from one again. */
  Map<String, Long> dialogue(ConversationId id) {
    run(
        "delete from idempotency_key where tenant = :tenant and operation = 'zobot'"
            + " and key_value like :id || '#%'",
        id);
    return Map.of(
        "dialogues",
        run("update conversation set dialogue = null where tenant = :tenant and id = :id", id));
  }

  /** The conversation with all that is left of it; it has no handoff. */
  Map<String, Long> all(ConversationId id) {
    Map<String, Long> removed = new TreeMap<>();
    removed.put("bot-events", in("outbound_message", id));
    removed.put("messages", in("handoff_messages", id));
    in("owner_change", id);
    in("zoho_reference", id);
    removed.put(
        "conversations", run("delete from conversation where tenant = :tenant and id = :id", id));
    removed.values().removeIf(rows -> rows == 0);
    return removed;
  }

  private static Map<String, Long> counted(String one, long ones, String other, long others) {
    return others == 0 ? Map.of(one, ones) : Map.of(one, ones, other, others);
  }

  private long in(String table, ConversationId id) {
    return run("delete from " + table + " where tenant = :tenant and conversation = :id", id);
  }

  private long run(String sql, ConversationId id) {
    return db.sql(sql).param("tenant", id.tenant()).param("id", id.value()).update();
  }

  private long run(String sql, ConversationId id, Instant before) {
    return db.sql(sql)
        .param("tenant", id.tenant())
        .param("id", id.value())
        .param("before", before.atOffset(ZoneOffset.UTC))
        .update();
  }
}
