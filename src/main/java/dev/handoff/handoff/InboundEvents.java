package dev.handoff.handoff;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What has been heard before. */
@Component
final class InboundEvents {

  private static final int LONGEST = 200;

  private final JdbcClient db;
  private final Clock clock;

  InboundEvents(JdbcClient db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  /** Keeps the event; false when it is known. Joins the running transaction. */
  boolean isNew(ConversationId conversation, String source, String id) {
    return db.sql(
                """
                insert into inbound_event (tenant, source, event_id, received_at)
                values (:tenant, :source, :id, :now)
                on conflict do nothing
                """)
            .param("tenant", conversation.tenant())
            .param("source", source)
            .param("id", conversation.value() + "|" + key(id))
            .param("now", Rows.time(clock.instant()))
            .update()
        == 1;
  }

  /** Whether it was kept before. */
  boolean isKnown(ConversationId conversation, String source, String id) {
    return db.sql(
                """
                select count(*) from inbound_event
                 where tenant = :tenant and source = :source and event_id = :id
                """)
            .param("tenant", conversation.tenant())
            .param("source", source)
            .param("id", conversation.value() + "|" + key(id))
            .query(Integer.class)
            .single()
        > 0;
  }

  /** Names from outside have any length; the column has one. */
  private static String key(String id) {
    return id.length() <= LONGEST && id.indexOf(0) < 0 ? id : sha256(id);
  }

  static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
