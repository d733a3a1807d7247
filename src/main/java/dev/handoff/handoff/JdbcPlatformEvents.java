package dev.handoff.handoff;

import dev.handoff.handoff.Conversations.OpenConversation;
import dev.handoff.handoff.JdbcConversations.Locked;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcPlatformEvents implements PlatformEvents {

  private final JdbcClient db;
  private final Clock clock;
  private final Rows rows;
  private final PlatformTargets targets;
  private final BotEventItems items;

  JdbcPlatformEvents(
      JdbcClient db, Clock clock, Rows rows, PlatformTargets targets, BotEventItems items) {
    this.db = db;
    this.clock = clock;
    this.rows = rows;
    this.targets = targets;
    this.items = items;
  }

  @Override
  public void add(OpenConversation conversation, PlatformEvent event) {
    if (conversation.key().channel() != Channel.HITL) {
      return;
    }
    String platform = conversation.platform();
    String target = platform == null ? PlatformTargets.BOT : platform;
    if (!targets.isTold(target)) {
      return;
    }
    db.sql(
            """
            insert into outbound_message (tenant, id, conversation, entry, target, state, payload,
              since, created_at, updated_at)
            values (:tenant, :id, :conversation, :entry, :target, 'waiting', :payload, :now, :now, :now)
            """)
        .param("tenant", conversation.id().tenant())
        .param("id", UUID.randomUUID().toString())
        .param("conversation", conversation.id().value())
        .param("entry", ((Locked) conversation).nextEntry())
        .param("target", target)
        .param("payload", rows.write(event))
        .param("now", Rows.time(clock.instant()))
        .update();
    items.schedule(conversation.id());
  }
}
