package dev.handoff.handoff;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcConversationTraces implements ConversationTraces {

  private final JdbcClient db;

  JdbcConversationTraces(JdbcClient db) {
    this.db = db;
  }

  @Override
  public @Nullable String traceParent(ConversationId conversation) {
    return db.sql(
            """
            select h.trace_parent from conversation c
              join handoff h on h.tenant = c.tenant and h.id = c.owner_handoff
             where c.tenant = :tenant and c.id = :id and h.trace_parent is not null
            """)
        .param("tenant", conversation.tenant())
        .param("id", conversation.value())
        .query(String.class)
        .optional()
        .orElse(null);
  }
}
