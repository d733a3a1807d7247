package dev.handoff.handoff;

import dev.handoff.handoff.BotEvent.State;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

@Component
final class JdbcBotEvents implements BotEvents {

  /** Every column that {@link Rows#botEvent} reads. */
  static final String SELECT =
      """
      select o.*, c.channel, c.conversation_id from outbound_message o
        join conversation c on c.tenant = o.tenant and c.id = o.conversation
      """;

  private static final int LONGEST_CODE = 120;

  private final JdbcClient db;
  private final TransactionTemplate tx;
  private final Clock clock;
  private final Rows rows;
  private final JdbcConversations conversations;
  private final ApplicationEventPublisher events;

  JdbcBotEvents(
      JdbcClient db,
      TransactionTemplate tx,
      Clock clock,
      Rows rows,
      JdbcConversations conversations,
      ApplicationEventPublisher events) {
    this.db = db;
    this.tx = tx;
    this.clock = clock;
    this.rows = rows;
    this.conversations = conversations;
    this.events = events;
  }

  @Override
  public Optional<BotEvent> claim(ConversationId conversation) {
    return tx.execute(
        status -> {
          conversations.lock(conversation);
          return head(conversation)
              .filter(event -> !due(event).isAfter(clock.instant()))
              .map(this::claimLocked);
        });
  }

  private BotEvent claimLocked(BotEvent head) {
    db.sql(
            """
            update outbound_message set state = 'sending', claim = claim + 1, updated_at = :now
             where tenant = :tenant and id = :id
            """)
        .param("now", Rows.time(clock.instant()))
        .param("tenant", head.conversation().tenant())
        .param("id", head.id())
        .update();
    return reload(head);
  }

  @Override
  public BotEvent partDone(BotEvent claimed) {
    return tx.execute(
        status -> {
          change(claimed, "parts_done = parts_done + 1", values -> values);
          return reload(claimed);
        });
  }

  @Override
  public void sent(BotEvent claimed) {
    settle(
        claimed,
        "state = 'sent', next_attempt_at = null, error_code = null, error_message = null,"
            + " settled_at = :now",
        values -> values);
  }

  @Override
  public void retry(BotEvent claimed, String code, String message, Instant due, int alert) {
    settle(
        claimed,
        "state = 'waiting', attempts = attempts + 1, next_attempt_at = :due, alert = :alert,"
            + " error_code = :code, error_message = :message",
        values -> error(values, code, message).param("due", Rows.time(due)).param("alert", alert));
  }

  @Override
  public void park(BotEvent claimed, String code, String message) {
    settle(
        claimed,
        "state = 'parked', attempts = attempts + 1, next_attempt_at = null, alert = 100,"
            + " error_code = :code, error_message = :message, settled_at = :now",
        values -> error(values, code, message));
  }

  private static StatementSpec error(StatementSpec statement, String code, String message) {
    return statement
        .param("code", Rows.storable(code, LONGEST_CODE))
        .param("message", Rows.storable(message));
  }

  private void settle(BotEvent claimed, String assignments, UnaryOperator<StatementSpec> values) {
    tx.executeWithoutResult(
        status -> {
          change(claimed, assignments, values);
          BotEvent settled = reload(claimed);
          AfterCommit.run(() -> events.publishEvent(new BotEventChanged(settled)));
        });
  }

  /** By the worker that holds the newest claim, and by nobody else. */
  private void change(BotEvent claimed, String assignments, UnaryOperator<StatementSpec> values) {
    int changed =
        values
            .apply(
                db.sql(
                    "update outbound_message set updated_at = :now, "
                        + assignments
                        + " where tenant = :tenant and id = :id and claim = :claim"
                        + " and state = 'sending'"))
            .param("now", Rows.time(clock.instant()))
            .param("tenant", claimed.conversation().tenant())
            .param("id", claimed.id())
            .param("claim", claimed.claim())
            .update();
    if (changed == 0) {
      throw new StaleWorkException(claimed);
    }
  }

  @Override
  public void decideNext(ConversationId conversation, Consumer<Optional<Instant>> decision) {
    tx.executeWithoutResult(
        status -> {
          conversations.lock(conversation);
          decision.accept(head(conversation).map(this::due));
        });
  }

  /** One that a worker had and did not settle is due at once. */
  private Instant due(BotEvent event) {
    Instant next = event.nextAttemptAt();
    return next == null || event.state() == State.SENDING ? clock.instant() : next;
  }

  private Optional<BotEvent> head(ConversationId conversation) {
    return db.sql(
            SELECT
                + """
                 where o.tenant = :tenant and o.conversation = :conversation
                   and o.state in ('waiting', 'sending')
                 order by o.entry limit 1
                """)
        .param("tenant", conversation.tenant())
        .param("conversation", conversation.value())
        .query(rows::botEvent)
        .optional();
  }

  private BotEvent reload(BotEvent event) {
    return db.sql(SELECT + " where o.tenant = :tenant and o.id = :id")
        .param("tenant", event.conversation().tenant())
        .param("id", event.id())
        .query(rows::botEvent)
        .single();
  }
}
