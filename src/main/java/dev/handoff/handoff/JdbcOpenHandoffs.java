package dev.handoff.handoff;

import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcOpenHandoffs implements OpenHandoffs {

  private final JdbcClient db;
  private final Clock clock;
  private final Rows rows;

  JdbcOpenHandoffs(JdbcClient db, Clock clock, Rows rows) {
    this.db = db;
    this.clock = clock;
    this.rows = rows;
  }

  @Override
  public List<Handoff> due(String tenant, Looked looked, int most) {
    return db.sql(
            Rows.HANDOFF
                + """
                 left join catch_up u on u.tenant = h.tenant and u.handoff = h.id
                 where c.tenant = :tenant and h.id = c.owner_handoff
                   and (c.owner in ('offered', 'human')
                     or c.owner = 'released' and h.kind = 'ticket' and u.looked_at is null)
                   and h.id in (
                     select o.owner_handoff from conversation o
                      where o.tenant = :tenant and o.owner in ('offered', 'human')
                     union all
                     select s.id from handoff s
                      where s.tenant = :tenant and s.kind = 'ticket' and s.settled_at >= :fresh)
                   and exists (select 1 from zoho_reference r
                     where r.tenant = h.tenant and r.handoff = h.id)
                   and (u.looked_at is null or u.looked_at <= :rarely
                     or ((h.kind = 'ticket' and u.looked_at <= :tickets
                         or coalesce(h.kind, '') <> 'ticket' and u.looked_at <= :before)
                       and c.updated_at >= :fresh))
                 order by coalesce(u.looked_at, h.created_at), h.id limit :most
                """)
        .param("tenant", tenant)
        .param("before", Rows.time(looked.before()))
        .param("tickets", Rows.time(looked.ticketsBefore()))
        .param("fresh", Rows.time(looked.freshSince()))
        .param("rarely", Rows.time(looked.rarelyBefore()))
        .param("most", most)
        .query(rows::handoff)
        .list();
  }

  @Override
  public @Nullable Instant seenUntil(Handoff handoff) {
    return db.sql("select * from catch_up where tenant = :tenant and handoff = :handoff")
        .param("tenant", handoff.conversation().tenant())
        .param("handoff", handoff.id().value())
        .query((row, number) -> new Seen(Rows.instant(row, "seen_until")))
        .optional()
        .map(Seen::until)
        .orElse(null);
  }

  private record Seen(@Nullable Instant until) {}

  @Override
  public void looked(Handoff handoff, @Nullable Instant seenUntil) {
    int known =
        write(
            """
            update catch_up set looked_at = :now, seen_until = coalesce(:until, seen_until)
             where tenant = :tenant and handoff = :handoff
            """,
            handoff,
            seenUntil);
    if (known == 0) {
      write(
          """
          insert into catch_up (tenant, handoff, looked_at, seen_until)
          values (:tenant, :handoff, :now, :until)
          on conflict do nothing
          """,
          handoff,
          seenUntil);
    }
  }

  private int write(String sql, Handoff handoff, @Nullable Instant seenUntil) {
    return db.sql(sql)
        .param("tenant", handoff.conversation().tenant())
        .param("handoff", handoff.id().value())
        .param("now", Rows.time(clock.instant()))
        .param("until", Rows.timeOrNull(seenUntil), Types.TIMESTAMP_WITH_TIMEZONE)
        .update();
  }
}
