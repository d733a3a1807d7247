package dev.handoff.keeping;

import dev.handoff.handoff.ConversationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** All that is removed when it is old enough, in this order. */
@Configuration(proxyBeanMethods = false)
class Sweeps {

  private static final Duration LEFT_BEHIND = Duration.ofDays(1);

  private final JdbcClient db;
  private final TransactionTemplate tx;

  Sweeps(JdbcClient db, TransactionTemplate tx) {
    this.db = db;
    this.tx = tx;
  }

  @Bean
  List<Sweep> oldThings(RetentionProperties keep, ConversationRows rows) {
    return List.of(
        conversations(
            List.of("handoffs", "follow-ups"),
            keep,
            keep.handoffs(),
            "exists (select 1 from handoff h where h.tenant = c.tenant and h.conversation = c.id"
                + " and h.settled_at < :before)",
            rows::handoffs),
        conversations(
            List.of("messages"),
            keep,
            keep.messages(),
            "exists (select 1 from handoff_messages m where m.tenant = c.tenant"
                + " and m.conversation = c.id and m.created_at < :before)",
            rows::messages),
        conversations(
            List.of("dialogues"),
            keep,
            keep.dialogues(),
            "c.dialogue is not null and c.updated_at < :before",
            (id, before) -> rows.dialogue(id)),
        conversations(
            List.of("conversations", "messages", "bot-events"),
            keep,
            keep.talks(),
            "c.updated_at < :before and not exists (select 1 from handoff h"
                + " where h.tenant = c.tenant and h.conversation = c.id)",
            (id, before) -> rows.all(id)),
        rows(
            "bot-events",
            keep.botEvents(),
            "outbound_message",
            "tenant, id",
            "e.state in ('sent', 'discarded') and e.settled_at < :before"),
        rows(
            "idempotency-keys",
            keep.idempotencyKeys(),
            "idempotency_key",
            "tenant, operation, key_value",
            "e.created_at < :before"),
        rows(
            "inbound-events",
            keep.inboundEvents(),
            "inbound_event",
            "tenant, source, event_id",
            "e.received_at < :before and not exists (select 1 from conversation c"
                + " where c.tenant = e.tenant and c.id = substring(e.event_id from 1 for 36)"
                + " and c.owner not in ('bot', 'released'))"),
        rows("hitl-users", keep.hitlUsers(), "hitl_user", "tenant, id", "e.created_at < :before"),
        rows(
            "phone-contacts",
            keep.phoneContacts(),
            "phone_contact",
            "tenant, phone",
            "e.changed_at < :before"),
        // They are looked after until their time is over; this is for what was left behind.
        rows(
            "kept-events",
            LEFT_BEHIND,
            "kept_event",
            "tenant, kind, name, event_id",
            "e.kept_until < :before"),
        rows("audit", keep.audit(), "audit", "tenant, id", "e.happened_at < :before"));
  }

  private Sweep conversations(
      List<String> what,
      RetentionProperties all,
      Duration keep,
      String old,
      BiFunction<ConversationId, Instant, Map<String, Long>> remove) {
    ConversationSweep.Old which = new ConversationSweep.Old(keep, all.silentChats(), old);
    return new ConversationSweep(db, tx, what, which, remove);
  }

  private Sweep rows(String what, Duration keep, String table, String key, String old) {
    return new RowSweep(db, List.of(what), keep, table, key, old);
  }
}
