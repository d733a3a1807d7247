package dev.handoff.handoff;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcHandoffTally implements HandoffTally {

  private final JdbcClient db;

  JdbcHandoffTally(JdbcClient db) {
    this.db = db;
  }

  @Override
  public Backlog backlog(String tenant) {
    return db.sql(
            """
            select count(*) as open, min(created_at) as oldest from handoff
             where tenant = :tenant and state in ('received', 'delivering', 'retrying')
               and follows is null
            """)
        .param("tenant", tenant)
        .query((row, number) -> new Backlog(row.getLong("open"), Rows.instant(row, "oldest")))
        .single();
  }

  @Override
  public Waiting waiting(String tenant) {
    return db.sql(
            """
            select count(case when state <> 'parked' then 1 end) as open,
                   count(case when state = 'retrying' then 1 end) as retrying,
                   count(case when state = 'parked' then 1 end) as parked,
                   min(case when state <> 'parked' then created_at end) as oldest
              from handoff
             where tenant = :tenant and state in ('received', 'delivering', 'retrying', 'parked')
               and follows is null
            """)
        .param("tenant", tenant)
        .query(
            (row, number) ->
                new Waiting(
                    row.getLong("open"),
                    row.getLong("retrying"),
                    row.getLong("parked"),
                    Rows.instant(row, "oldest")))
        .single();
  }

  @Override
  public Map<HandoffState, Long> byState(String tenant) {
    Map<HandoffState, Long> counts = new EnumMap<>(HandoffState.class);
    for (HandoffState state : HandoffState.values()) {
      counts.put(state, 0L);
    }
    RowCallbackHandler count =
        row ->
            counts.put(
                HandoffState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getLong("many"));
    db.sql(
            "select state, count(*) as many from handoff where tenant = :tenant"
                + " and follows is null group by state")
        .param("tenant", tenant)
        .query(count);
    return counts;
  }
}
