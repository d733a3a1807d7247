package dev.handoff.handoff;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcAudit implements Audit {

  private static final int LONGEST_NAME = 120;

  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s@<>\"'(),;:]+@[^\\s@<>\"'(),;:]+\\.[^\\s@<>\"'(),;:.]+");

  private final JdbcClient db;
  private final Clock clock;

  JdbcAudit(JdbcClient db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  @Override
  public void note(String tenant, String who, String act, String subject, @Nullable String detail) {
    db.sql(
            """
            insert into audit (tenant, id, happened_at, who, act, subject, detail)
            values (:tenant, :id, :at, :who, :act, :subject, :detail)
            """)
        .param("tenant", tenant)
        .param("id", UUID.randomUUID().toString())
        .param("at", Rows.time(clock.instant().truncatedTo(ChronoUnit.MICROS)))
        .param("who", Rows.storable(who, LONGEST_NAME))
        .param("act", act)
        .param("subject", Rows.storable(subject, LONGEST_NAME))
        .param("detail", Rows.storable(withoutAddresses(detail)))
        .update();
  }

  private static @Nullable String withoutAddresses(@Nullable String detail) {
    return detail == null ? null : ADDRESS.matcher(detail).replaceAll("[e-mail]");
  }

  @Override
  public List<AuditEntry> newest(
      String tenant, AuditFilter filter, @Nullable Position after, int limit) {
    Map<String, Object> values = new LinkedHashMap<>();
    StringBuilder query = new StringBuilder("select * from audit where tenant = :tenant");
    and(query, values, "subject = :subject", "subject", filter.subject());
    and(query, values, "who = :who", "who", filter.who());
    and(query, values, "act = :act", "act", filter.act());
    and(query, values, "happened_at >= :from", "from", Rows.timeOrNull(filter.from()));
    and(query, values, "happened_at < :to", "to", Rows.timeOrNull(filter.to()));
    if (after != null) {
      query.append(" and (happened_at, id) < (:afterAt, :afterId)");
      values.put("afterAt", Rows.time(after.at()));
      values.put("afterId", after.id());
    }
    return db.sql(query + " order by happened_at desc, id desc limit :limit")
        .param("tenant", tenant)
        .param("limit", limit)
        .params(values)
        .query(Rows::auditEntry)
        .list();
  }

  private static void and(
      StringBuilder query,
      Map<String, Object> values,
      String condition,
      String name,
      @Nullable Object value) {
    if (value != null) {
      query.append(" and ").append(condition);
      values.put(name, value);
    }
  }
}
