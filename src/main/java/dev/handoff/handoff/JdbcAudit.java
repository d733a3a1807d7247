package dev.handoff.handoff;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcAudit implements Audit {

  private static final int LONGEST_NAME = 120;

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
        .param("detail", Rows.storable(detail))
        .update();
  }

  @Override
  public List<AuditEntry> newest(
      String tenant, @Nullable String subject, @Nullable Position after, int limit) {
    JdbcClient.StatementSpec query =
        db.sql(
            "select * from audit where tenant = :tenant"
                + (subject == null ? "" : " and subject = :subject")
                + (after == null ? "" : " and (happened_at, id) < (:afterAt, :afterId)")
                + " order by happened_at desc, id desc limit :limit");
    query = query.param("tenant", tenant).param("limit", limit);
    if (subject != null) {
      query = query.param("subject", subject);
    }
    if (after != null) {
      query = query.param("afterAt", Rows.time(after.at())).param("afterId", after.id());
    }
    return query.query(Rows::auditEntry).list();
  }
}
