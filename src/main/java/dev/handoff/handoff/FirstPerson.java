package dev.handoff.handoff;

import dev.handoff.handoff.JdbcConversations.Locked;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Notices the first person and the first words of one in each handoff. The time counts up to when
 * the gateway heard of it: that is when the visitor sees it, and Zoho's clock may be wrong.
 */
@Component
final class FirstPerson {

  private static final String UNLESS_WORDS =
      """
       and not exists (select 1 from handoff_messages m
         where m.tenant = h.tenant and m.conversation = h.conversation
           and m.author_type = 'agent' and m.created_at >= h.created_at)
      """;

  private final JdbcClient db;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  FirstPerson(JdbcClient db, Clock clock, ApplicationEventPublisher events) {
    this.db = db;
    this.clock = clock;
    this.events = events;
  }

  /** An operator took it who is the first one. */
  void assigned(Locked conversation, HandoffId about) {
    came(conversation, about, PersonCame.How.ASSIGNED, "");
  }

  /** Words are about to be stored, which are the first ones unless others are there already. */
  void replies(Locked conversation, HandoffId about) {
    came(conversation, about, PersonCame.How.REPLIED, UNLESS_WORDS);
  }

  private void came(Locked conversation, HandoffId about, PersonCame.How how, String condition) {
    db.sql(
            """
            select h.kind, h.created_at from handoff h
             where h.tenant = :tenant and h.id = :handoff and h.kind is not null
            """
                + condition)
        .param("tenant", conversation.id().tenant())
        .param("handoff", about.value())
        .query((row, number) -> new PersonCame(kind(row), how, waited(row)))
        .optional()
        .ifPresent(came -> AfterCommit.run(() -> events.publishEvent(came)));
  }

  private static HandoffKind kind(ResultSet row) throws SQLException {
    return HandoffKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
  }

  private Duration waited(ResultSet row) throws SQLException {
    return Duration.between(Rows.required(row, "created_at"), clock.instant());
  }
}
