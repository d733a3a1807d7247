package dev.handoff.handoff;

import dev.handoff.handoff.JdbcConversations.Locked;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

@Component
final class JdbcMailbox implements Mailbox {

  private static final String OPEN = "('received', 'delivering', 'retrying')";

  private static final String CHAT_WAITS =
      "select 1 from handoff w where w.tenant = h.tenant and w.conversation = h.conversation"
          + " and w.kind = 'chat' and w.state = 'retrying' and w.next_attempt_at > :now"
          + " and w.entry <= h.entry";

  private final JdbcClient db;
  private final TransactionTemplate tx;
  private final Clock clock;
  private final Rows rows;
  private final JdbcConversations conversations;
  private final ApplicationEventPublisher events;
  private final Owners owners;
  private final Followers followers;
  private final AttemptLog attempts;

  JdbcMailbox(
      JdbcClient db,
      TransactionTemplate tx,
      Clock clock,
      Rows rows,
      JdbcConversations conversations,
      ApplicationEventPublisher events,
      Owners owners,
      Followers followers,
      AttemptLog attempts) {
    this.db = db;
    this.tx = tx;
    this.clock = clock;
    this.rows = rows;
    this.conversations = conversations;
    this.events = events;
    this.owners = owners;
    this.followers = followers;
    this.attempts = attempts;
  }

  @Override
  public Optional<Delivery> claim(ConversationId conversation, Instant now) {
    return tx.execute(
        status ->
            conversations
                .lockKnown(conversation)
                .flatMap(locked -> head(conversation, now))
                .filter(handoff -> !due(handoff, now).isAfter(now))
                .map(this::claimLocked));
  }

  private Delivery claimLocked(Handoff head) {
    db.sql(
            """
            update handoff set state = 'delivering', claim = claim + 1, updated_at = :now,
              attempts_since = case when state = 'received' then :now else attempts_since end
             where tenant = :tenant and id = :id
            """)
        .param("now", Rows.time(clock.instant()))
        .param("tenant", head.conversation().tenant())
        .param("id", head.id().value())
        .update();
    Handoff claimed = reload(head);
    return new Delivery(
        claimed,
        conversations.history(claimed.conversation(), claimed.transcriptUpTo()),
        followers.journal(claimed, JdbcHandoffs.steps(db, rows, head)));
  }

  @Override
  public Delivery chosen(Delivery delivery, HandoffKind kind) {
    return tx.execute(
        status -> {
          Locked conversation = conversations.lock(delivery.handoff().conversation());
          update(
              delivery.handoff(),
              "kind = :kind",
              statement -> statement.param("kind", kind.wireName()));
          Handoff chosen = reload(delivery.handoff());
          followers.offeredAgain(conversation, chosen);
          owners.offered(conversation, chosen);
          return new Delivery(chosen, delivery.transcript(), delivery.journal());
        });
  }

  @Override
  public void delivered(Delivery delivery) {
    tx.executeWithoutResult(
        status -> {
          // Before the handoff's own row, as everybody locks them in this order.
          Locked conversation = conversations.lock(delivery.handoff().conversation());
          settle(
              delivery,
              "state = 'delivered', next_attempt_at = null, error_code = null,"
                  + " settled_at = :settled",
              statement -> statement.param("settled", Rows.time(clock.instant())));
          followers.delivered(conversation, delivery.handoff());
          owners.delivered(conversation, delivery.handoff());
          OutcomeNote.write(conversation, delivery);
        });
  }

  @Override
  public void retry(Delivery delivery, HandoffError error, Instant due, boolean counts) {
    fail(
        delivery,
        error,
        counts,
        "state = 'retrying', next_attempt_at = :due, attempts = attempts + :counts, ",
        statement -> statement.param("due", Rows.time(due)).param("counts", counts ? 1 : 0));
  }

  @Override
  public void suspend(Delivery delivery, HandoffError error, Instant due) {
    fail(
        delivery,
        error,
        false,
        "state = 'retrying', next_attempt_at = :due, attempts_since = :due, ",
        statement -> statement.param("due", Rows.time(due)));
  }

  @Override
  public void park(Delivery delivery, HandoffError error) {
    tx.executeWithoutResult(
        status -> {
          Locked conversation = conversations.lock(delivery.handoff().conversation());
          fail(
              delivery,
              error,
              true,
              "state = 'parked', next_attempt_at = null, attempts = attempts + 1,"
                  + " settled_at = :settled, ",
              statement -> statement.param("settled", Rows.time(clock.instant())));
          followers.parked(conversation, delivery.handoff());
        });
  }

  private static final String ERROR =
      "error_step = :step, error_code = :code, error_message = :message, error_remedy = :remedy,"
          + " error_retryable = :retryable";

  private static JdbcClient.StatementSpec error(
      JdbcClient.StatementSpec statement, HandoffError error) {
    return statement
        .param("step", Rows.storable(error.step(), Rows.LONGEST_STEP))
        .param("code", Rows.storable(error.code(), Rows.LONGEST_CODE))
        .param("message", Rows.storable(error.message()))
        .param("remedy", Rows.storable(error.remedy()))
        .param("retryable", error.retryable());
  }

  private void fail(
      Delivery delivery,
      HandoffError error,
      boolean counts,
      String assignments,
      Function<JdbcClient.StatementSpec, JdbcClient.StatementSpec> values) {
    tx.executeWithoutResult(
        status -> {
          Handoff ended =
              settle(
                  delivery,
                  assignments + ERROR,
                  statement -> values.apply(error(statement, error)));
          attempts.note(ended, error, counts);
        });
  }

  /** Part of the running transaction. */
  private Handoff settle(
      Delivery delivery,
      String assignments,
      Function<JdbcClient.StatementSpec, JdbcClient.StatementSpec> values) {
    update(delivery.handoff(), assignments, values);
    Handoff settled = reload(delivery.handoff());
    if (!settled.isFollowUp()) {
      AfterCommit.run(() -> events.publishEvent(new HandoffChanged(settled)));
    }
    return settled;
  }

  private void update(
      Handoff handoff,
      String assignments,
      Function<JdbcClient.StatementSpec, JdbcClient.StatementSpec> values) {
    int updated =
        values
            .apply(
                db.sql(
                    "update handoff set updated_at = :now, "
                        + assignments
                        + " where tenant = :tenant and id = :id and claim = :claim"
                        + " and state = 'delivering'"))
            .param("now", Rows.time(clock.instant()))
            .param("tenant", handoff.conversation().tenant())
            .param("id", handoff.id().value())
            .param("claim", handoff.claim())
            .update();
    if (updated == 0) {
      throw new StaleClaimException(handoff);
    }
  }

  @Override
  public <T> T decideNext(ConversationId conversation, Function<Optional<Instant>, T> decision) {
    return tx.execute(
        status ->
            decision.apply(
                conversations.lockKnown(conversation).flatMap(locked -> next(conversation))));
  }

  private Optional<Instant> next(ConversationId conversation) {
    Instant now = clock.instant();
    return head(conversation, now).map(head -> earlier(due(head, now), postponed(head, now)));
  }

  /** When the first of those is due that wait for their time without holding up anybody. */
  private @Nullable Instant postponed(Handoff head, Instant now) {
    return db.sql(
            "select min(next_attempt_at) as due from handoff where tenant = :tenant"
                + " and conversation = :conversation and next_attempt_at > :now"
                + " and (state = 'received' or (state = 'retrying' and kind = 'chat'))")
        .param("now", Rows.time(now))
        .param("tenant", head.conversation().tenant())
        .param("conversation", head.conversation().value())
        .query((row, number) -> Optional.ofNullable(Rows.instant(row, "due")))
        .single()
        .orElse(null);
  }

  private static Instant earlier(Instant one, @Nullable Instant other) {
    return other != null && other.isBefore(one) ? other : one;
  }

  /**
   * The first open handoff. One that is replayed later had lost its place in the order already, so
   * it keeps nobody waiting until then. Nor does a chat that could not be opened hold up a ticket
   * or a callback, which the visitor may have asked for because of that.
   */
  private Optional<Handoff> head(ConversationId conversation, Instant now) {
    Optional<Handoff> first = first(conversation, now);
    while (first.filter(followers::dropped).isPresent()) {
      first = first(conversation, now);
    }
    return first;
  }

  private Optional<Handoff> first(ConversationId conversation, Instant now) {
    List<Handoff> open =
        db.sql(
                Rows.HANDOFF
                    + " where h.tenant = :tenant and h.conversation = :conversation and h.state in "
                    + OPEN
                    + " order by case when h.state = 'received' and h.next_attempt_at > :now"
                    + " then 2 when h.kind in ('ticket', 'callback') or not exists ("
                    + CHAT_WAITS
                    + ") then 0 else 1 end, h.entry limit 1")
            .param("now", Rows.time(now))
            .param("tenant", conversation.tenant())
            .param("conversation", conversation.value())
            .query(rows::handoff)
            .list();
    return open.stream().findFirst();
  }

  private static Instant due(Handoff handoff, Instant now) {
    @Nullable Instant next = handoff.nextAttemptAt();
    return next == null ? now : next;
  }

  private Handoff reload(Handoff handoff) {
    return db.sql(Rows.HANDOFF + " where h.tenant = :tenant and h.id = :id")
        .param("tenant", handoff.conversation().tenant())
        .param("id", handoff.id().value())
        .query(rows::handoff)
        .single();
  }
}
