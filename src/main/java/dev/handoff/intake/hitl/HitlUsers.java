package dev.handoff.intake.hitl;

import dev.handoff.handoff.ConversationKey;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The persons that bot platforms have told of. Each telling makes a new id. */
@Component
final class HitlUsers {

  private static final int LONGEST_ID = 40;

  private final JdbcClient db;
  private final Clock clock;

  HitlUsers(JdbcClient db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  /** Keeps the person; gives the id. */
  String add(HitlUser user) {
    String id = UUID.randomUUID().toString();
    db.sql(
            """
            insert into hitl_user (tenant, id, name, email, phone, picture_url, created_at)
            values (:tenant, :id, :name, :email, :phone, :picture, :now)
            """)
        .param("tenant", ConversationKey.DEFAULT_TENANT)
        .param("id", id)
        .param("name", user.name())
        .param("email", user.email())
        .param("phone", user.phone())
        .param("picture", user.pictureUrl())
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    return id;
  }

  Optional<HitlUser> find(String id) {
    if (id.length() > LONGEST_ID) {
      return Optional.empty();
    }
    return db.sql(
            "select name, email, phone, picture_url from hitl_user"
                + " where tenant = :tenant and id = :id")
        .param("tenant", ConversationKey.DEFAULT_TENANT)
        .param("id", id)
        .query(
            (row, number) ->
                new HitlUser(
                    row.getString("name"),
                    row.getString("email"),
                    row.getString("phone"),
                    row.getString("picture_url")))
        .optional();
  }
}
