package dev.handoff.handoff;

import dev.handoff.handoff.Conversations.OpenConversation;
import dev.handoff.handoff.JdbcConversations.Locked;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcPlatformEvents implements PlatformEvents {

  private static final String DEFAULT_PLATFORM = "bot";

  private final JdbcClient db;
  private final Clock clock;
  private final Rows rows;

  JdbcPlatformEvents(JdbcClient db, Clock clock, Rows rows) {
    this.db = db;
    this.clock = clock;
    this.rows = rows;
  }

  @Override
  public void add(OpenConversation conversation, PlatformEvent event) {
    if (conversation.key().channel() != Channel.HITL) {
      return;
    }
    String platform = conversation.platform();
    db.sql(
            """
            insert into outbound_message (tenant, id, conversation, entry, target, state, payload,
              created_at, updated_at)
            values (:tenant, :id, :conversation, :entry, :target, 'waiting', :payload, :now, :now)
            """)
        .param("tenant", conversation.id().tenant())
        .param("id", UUID.randomUUID().toString())
        .param("conversation", conversation.id().value())
        .param("entry", ((Locked) conversation).nextEntry())
        .param("target", platform == null ? DEFAULT_PLATFORM : platform)
        .param("payload", rows.write(event))
        .param("now", Rows.time(clock.instant()))
        .update();
  }
}
