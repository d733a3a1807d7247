package dev.handoff.handoff;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Events of conversations that nobody knows yet, in the database. */
@Component
final class KeptEvents {

  /** A work item is named after it, with the tenant, the kind and the event before it. */
  private static final int LONGEST_NAME = 80;

  private static final int LONGEST_REFERENCE = 255;

  private final JdbcClient db;
  private final Rows rows;
  private final KeptEventItems items;

  KeptEvents(JdbcClient db, Rows rows, @Lazy KeptEventItems items) {
    this.db = db;
    this.rows = rows;
    this.items = items;
  }

  /** A kept event with its name and the end of its time. */
  record Kept(KeptEventId id, HumanEvent event, Instant until) {}

  /** How many are kept, of all conversations. */
  long count(String tenant) {
    return db.sql("select count(*) from kept_event where tenant = :tenant")
        .param("tenant", tenant)
        .query(Long.class)
        .single();
  }

  /** Under which names events with one of these ids are kept. */
  List<KeptName> named(String tenant, String kind, Collection<String> ids) {
    return db.sql(
            """
            select distinct name from kept_event_id
             where tenant = :tenant and kind = :kind and reference in (:ids) order by name
            """)
        .param("tenant", tenant)
        .param("kind", kind)
        .param("ids", ids.stream().map(KeptEvents::reference).toList())
        .query((row, number) -> new KeptName(tenant, kind, row.getString("name")))
        .list();
  }

  /** Keeps an event and has somebody look after it; the same one again changes nothing. */
  void put(
      KeptName name, List<String> ids, HumanEvent event, Instant now, Instant until, Instant look) {
    KeptEventId id =
        new KeptEventId(
            name.tenant(),
            name.kind(),
            name.reference(),
            InboundEvents.sha256(event.source() + "|" + event.id()));
    db.sql(
            """
            insert into kept_event (tenant, kind, name, event_id, happened_at, kept_at, kept_until,
              payload)
            values (:tenant, :kind, :name, :event, :happened, :now, :until, :payload)
            on conflict do nothing
            """)
        .param("tenant", name.tenant())
        .param("kind", name.kind())
        .param("name", name.reference())
        .param("event", id.event())
        .param("happened", Rows.time(event.at()))
        .param("now", Rows.time(now))
        .param("until", Rows.time(until))
        .param("payload", rows.write(event))
        .update();
    ids.forEach(reference -> put(name, reference));
    items.schedule(id, look);
  }

  private void put(KeptName name, String id) {
    db.sql(
            """
            insert into kept_event_id (tenant, kind, reference, name)
            values (:tenant, :kind, :reference, :name)
            on conflict do nothing
            """)
        .param("tenant", name.tenant())
        .param("kind", name.kind())
        .param("reference", reference(id))
        .param("name", name.reference())
        .update();
  }

  /** Has somebody look at everything that is kept under this name. */
  void wake(KeptName name, Instant when) {
    db.sql(
            """
            select event_id from kept_event
             where tenant = :tenant and kind = :kind and name = :name order by happened_at
            """)
        .param("tenant", name.tenant())
        .param("kind", name.kind())
        .param("name", name.reference())
        .query(String.class)
        .list()
        .forEach(event -> items.schedule(id(name, event), when));
  }

  /** All ids that came with events kept under this name. */
  List<String> ids(KeptName name) {
    return db.sql(
            """
            select reference from kept_event_id
             where tenant = :tenant and kind = :kind and name = :name order by reference
            """)
        .param("tenant", name.tenant())
        .param("kind", name.kind())
        .param("name", name.reference())
        .query(String.class)
        .list();
  }

  /** What is kept under this name as things happened, locked until the transaction ends. */
  List<Kept> lock(KeptName name) {
    return db.sql(
            """
            select event_id, payload, kept_until from kept_event
             where tenant = :tenant and kind = :kind and name = :name
             order by happened_at, kept_at, event_id for update
            """)
        .param("tenant", name.tenant())
        .param("kind", name.kind())
        .param("name", name.reference())
        .query(
            (row, number) ->
                new Kept(
                    id(name, row.getString("event_id")),
                    rows.humanEvent(row.getString("payload")),
                    Rows.required(row, "kept_until")))
        .list();
  }

  void delete(Kept kept) {
    db.sql(
            """
            delete from kept_event
             where tenant = :tenant and kind = :kind and name = :name and event_id = :event
            """)
        .param("tenant", kept.id().tenant())
        .param("kind", kept.id().kind())
        .param("name", kept.id().name())
        .param("event", kept.id().event())
        .update();
  }

  /** Forgets the ids once nothing is kept under this name any more. */
  void tidy(KeptName name) {
    db.sql(
            """
            delete from kept_event_id
             where tenant = :tenant and kind = :kind and name = :name
               and not exists (select 1 from kept_event k
                 where k.tenant = :tenant and k.kind = :kind and k.name = :name)
            """)
        .param("tenant", name.tenant())
        .param("kind", name.kind())
        .param("name", name.reference())
        .update();
  }

  /** Since when an event is kept; empty when it is not. */
  Optional<Instant> since(KeptEventId event) {
    return db.sql(
            """
            select kept_at from kept_event
             where tenant = :tenant and kind = :kind and name = :name and event_id = :event
            """)
        .param("tenant", event.tenant())
        .param("kind", event.kind())
        .param("name", event.name())
        .param("event", event.event())
        .query((row, number) -> Rows.required(row, "kept_at"))
        .optional();
  }

  /** The name under which events with these ids are kept from now on. */
  static KeptName name(String tenant, String kind, List<String> ids) {
    String id = ids.get(0);
    boolean fits = id.length() <= LONGEST_NAME && id.indexOf(0) < 0;
    return new KeptName(tenant, kind, fits ? id : InboundEvents.sha256(id));
  }

  private static KeptEventId id(KeptName name, String event) {
    return new KeptEventId(name.tenant(), name.kind(), name.reference(), event);
  }

  private static String reference(String id) {
    return String.valueOf(Rows.storable(id, LONGEST_REFERENCE));
  }
}
