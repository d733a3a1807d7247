package dev.handoff.handoff;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

@Component
final class JdbcContactMappings implements ContactMappings {

  private static final String API = "api";
  private static final String GATEWAY = "gateway";
  private static final String ID = " where tenant = :tenant and crm_contact_id = :crm";

  private final JdbcClient db;
  private final TransactionTemplate tx;
  private final Audit audit;
  private final Clock clock;

  JdbcContactMappings(JdbcClient db, TransactionTemplate tx, Audit audit, Clock clock) {
    this.db = db;
    this.tx = tx;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public Optional<ContactMapping> find(String tenant, String crmContactId) {
    return db.sql("select * from contact_mapping" + ID)
        .param("tenant", tenant)
        .param("crm", crmContactId)
        .query(JdbcContactMappings::mapping)
        .optional();
  }

  @Override
  public List<ContactMapping> list(
      String tenant, @Nullable String deskContactId, @Nullable String after, int limit) {
    JdbcClient.StatementSpec query =
        db.sql(
                "select * from contact_mapping where tenant = :tenant"
                    + (deskContactId == null ? "" : " and desk_contact_id = :desk")
                    + (after == null ? "" : " and crm_contact_id > :after")
                    + " order by crm_contact_id limit :limit")
            .param("tenant", tenant)
            .param("limit", limit);
    if (deskContactId != null) {
      query = query.param("desk", deskContactId);
    }
    if (after != null) {
      query = query.param("after", after);
    }
    return query.query(JdbcContactMappings::mapping).list();
  }

  private static ContactMapping mapping(ResultSet row, int number) throws SQLException {
    return new ContactMapping(
        row.getString("crm_contact_id"),
        row.getString("desk_contact_id"),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }

  @Override
  public boolean put(String tenant, String crmContactId, String deskContactId) {
    return Boolean.TRUE.equals(
        tx.execute(
            status -> {
              Optional<ContactMapping> known = find(tenant, crmContactId);
              if (known.filter(m -> m.deskContactId().equals(deskContactId)).isPresent()) {
                return false;
              }
              boolean isNew = write(tenant, crmContactId, deskContactId);
              audit.note(tenant, API, "map-contact", subject(deskContactId), null);
              return isNew;
            }));
  }

  /** Others may write the id, or take it away, between the two. */
  private boolean write(String tenant, String crmContactId, String deskContactId) {
    while (!update(tenant, crmContactId, deskContactId)) {
      if (insert(tenant, crmContactId, deskContactId)) {
        return true;
      }
    }
    return false;
  }

  private boolean update(String tenant, String crmContactId, String deskContactId) {
    return params(
                db.sql(
                    "update contact_mapping set desk_contact_id = :desk, updated_at = :now" + ID),
                tenant,
                crmContactId)
            .param("desk", deskContactId)
            .update()
        == 1;
  }

  private boolean insert(String tenant, String crmContactId, String deskContactId) {
    return params(
                db.sql(
                    """
                    insert into contact_mapping
                      (tenant, crm_contact_id, desk_contact_id, updated_at)
                    values (:tenant, :crm, :desk, :now)
                    on conflict do nothing
                    """),
                tenant,
                crmContactId)
            .param("desk", deskContactId)
            .update()
        == 1;
  }

  @Override
  public void learn(String tenant, String crmContactId, String deskContactId) {
    tx.executeWithoutResult(
        status -> {
          if (insert(tenant, crmContactId, deskContactId)) {
            audit.note(tenant, GATEWAY, "learn-contact-mapping", subject(deskContactId), null);
          }
        });
  }

  @Override
  public boolean remove(String tenant, String crmContactId) {
    return Boolean.TRUE.equals(
        tx.execute(
            status -> {
              Optional<ContactMapping> gone = find(tenant, crmContactId);
              gone.ifPresent(
                  mapping ->
                      delete(API, "unmap-contact", tenant, crmContactId, mapping.deskContactId()));
              return gone.isPresent();
            }));
  }

  @Override
  public boolean drop(String tenant, String crmContactId, String deskContactId) {
    return Boolean.TRUE.equals(
        tx.execute(
            status ->
                delete(GATEWAY, "drop-contact-mapping", tenant, crmContactId, deskContactId)));
  }

  private boolean delete(
      String who, String act, String tenant, String crmContactId, String deskContactId) {
    boolean gone =
        db.sql("delete from contact_mapping" + ID + " and desk_contact_id = :desk")
                .param("tenant", tenant)
                .param("crm", crmContactId)
                .param("desk", deskContactId)
                .update()
            > 0;
    if (gone) {
      audit.note(tenant, who, act, subject(deskContactId), null);
    }
    return gone;
  }

  private JdbcClient.StatementSpec params(
      JdbcClient.StatementSpec query, String tenant, String crmContactId) {
    return query
        .param("tenant", tenant)
        .param("crm", crmContactId)
        .param("now", Rows.time(clock.instant()));
  }

  private static String subject(String deskContactId) {
    return "contact-mapping/" + deskContactId;
  }
}
