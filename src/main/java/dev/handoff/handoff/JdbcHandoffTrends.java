package dev.handoff.handoff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A time is read by the index on when handoffs were accepted, a state by the one on states. */
@Component
final class JdbcHandoffTrends implements HandoffTrends {

  private static final String BUCKET =
      "cast(floor(extract(epoch from h.created_at)) as bigint) / :width as bucket";

  private static final String TIME =
      " h.tenant = :tenant and h.created_at >= :from and h.created_at < :to and h.follows is null";

  private final JdbcClient db;

  JdbcHandoffTrends(JdbcClient db) {
    this.db = db;
  }

  @Override
  public List<Arrived> arrived(String tenant, Instant from, Instant to, Duration width) {
    String sql =
        "select bucket, channel, kind, state, count(*) as many from (select "
            + BUCKET
            + ", c.channel, coalesce(h.kind, h.asked_kind) as kind, h.state from "
            + Rows.FROM
            + " where"
            + TIME
            + ") seen group by bucket, channel, kind, state order by bucket";
    return within(sql, tenant, from, to, width)
        .query(
            (row, number) ->
                new Arrived(
                    row.getLong("bucket"),
                    Channel.valueOf(row.getString("channel").toUpperCase(Locale.ROOT)),
                    Rows.kind(row.getString("kind")),
                    Rows.state(row),
                    row.getLong("many")))
        .list();
  }

  private JdbcClient.StatementSpec within(
      String sql, String tenant, Instant from, Instant to, Duration width) {
    return db.sql(sql)
        .param("tenant", tenant)
        .param("from", Rows.time(from))
        .param("to", Rows.time(to))
        .param("width", width.toSeconds());
  }

  /** By the gateway's clock: when a person came is told by Zoho's own, which may differ. */
  @Override
  public List<Waited> waited(String tenant, Instant from, Instant to, Duration width, int most) {
    String sql =
        "select bucket, created_at, came_at from (select h.bucket, h.created_at,"
            + " (select min(o.changed_at) from owner_change o where o.tenant = h.tenant"
            + " and o.conversation = h.conversation and o.handoff = h.id"
            + " and o.to_owner = 'human') as came_at"
            + " from (select h.tenant, h.conversation, h.id, h.created_at, "
            + BUCKET
            + " from handoff h where"
            + TIME
            + " order by h.created_at desc, h.id desc limit :most) h) met"
            + " where came_at is not null";
    return within(sql, tenant, from, to, width)
        .param("most", most)
        .query(JdbcHandoffTrends::waited)
        .list();
  }

  private static Waited waited(ResultSet row, int number) throws SQLException {
    Duration time =
        Duration.between(Rows.required(row, "created_at"), Rows.required(row, "came_at"));
    return new Waited(row.getLong("bucket"), time.isNegative() ? Duration.ZERO : time);
  }

  @Override
  public List<Standing> standing(String tenant) {
    return db.sql(
            """
            select state, count(*) as many, min(created_at) as oldest from handoff
             where tenant = :tenant and state in ('received', 'delivering', 'retrying', 'parked')
               and (follows is null or state = 'parked')
             group by state
            """)
        .param("tenant", tenant)
        .query(
            (row, number) ->
                new Standing(Rows.state(row), row.getLong("many"), Rows.required(row, "oldest")))
        .list();
  }

  @Override
  public List<Parked> parked(String tenant) {
    return db.sql(
            """
            select error_step, error_code, max(error_remedy) as remedy, count(*) as many,
                min(created_at) as oldest, max(created_at) as newest
              from handoff where tenant = :tenant and state = 'parked'
             group by error_step, error_code order by many desc, error_code, error_step limit 100
            """)
        .param("tenant", tenant)
        .query(
            (row, number) ->
                new Parked(
                    row.getString("error_step"),
                    row.getString("error_code"),
                    row.getString("remedy"),
                    row.getLong("many"),
                    Rows.required(row, "oldest"),
                    Rows.required(row, "newest")))
        .list();
  }
}
