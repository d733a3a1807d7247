package dev.handoff.handoff;

import dev.handoff.handoff.LateAnswer.Said;
import dev.handoff.handoff.LateAnswer.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

@Component
final class JdbcLateAnswers implements LateAnswers {

  private static final String SELECT =
      """
      select l.*, c.channel, c.conversation_id,
             h.state in ('delivered', 'parked', 'discarded') as settled
        from late_answer l
        join handoff h on h.tenant = l.tenant and h.id = l.handoff
        join conversation c on c.tenant = l.tenant and c.id = l.conversation
      """;

  private final JdbcClient db;
  private final TransactionTemplate tx;
  private final LateAnswerItems items;
  private final Clock clock;
  private final Unforgotten unforgotten;

  JdbcLateAnswers(
      JdbcClient db,
      TransactionTemplate tx,
      LateAnswerItems items,
      Clock clock,
      Unforgotten unforgotten) {
    this.db = db;
    this.unforgotten = unforgotten;
    this.tx = tx;
    this.items = items;
    this.clock = clock;
  }

  @Override
  public boolean promise(Handoff handoff, String requestId, String asked) {
    LateAnswerId id = LateAnswerId.of(handoff);
    if (insert(handoff, requestId, asked, State.PROMISED)) {
      items.schedule(id);
      return true;
    }
    boolean sameCall =
        find(id)
            .filter(late -> late.state() == State.PROMISED && requestId.equals(late.requestId()))
            .isPresent();
    if (!sameCall) {
      hold(id);
    }
    return sameCall;
  }

  @Override
  public void owe(Handoff handoff, String asked) {
    if (!insert(handoff, null, asked, State.OWED)) {
      hold(LateAnswerId.of(handoff));
    }
  }

  @Override
  public void news(Handoff handoff, String asked) {
    insert(handoff, null, asked, State.OWED, false);
  }

  private boolean insert(Handoff handoff, @Nullable String requestId, String asked, State state) {
    return insert(handoff, requestId, asked, state, state != State.PROMISED);
  }

  /** False when it is there, or its visitor was forgotten. */
  private boolean insert(
      Handoff handoff, @Nullable String requestId, String asked, State state, boolean held) {
    AtomicBoolean isNew = new AtomicBoolean();
    unforgotten.write(handoff, () -> isNew.set(isInserted(handoff, requestId, asked, state, held)));
    return isNew.get();
  }

  private boolean isInserted(
      Handoff handoff, @Nullable String requestId, String asked, State state, boolean held) {
    return db.sql(
                """
                insert into late_answer (tenant, handoff, conversation, request_id, asked, state,
                  held, promised_at, updated_at)
                values (:tenant, :handoff, :conversation, :request, :asked, :state, :held, :now,
                  :now)
                on conflict do nothing
                """)
            .param("tenant", handoff.conversation().tenant())
            .param("handoff", handoff.id().value())
            .param("conversation", handoff.conversation().value())
            .param("request", requestId)
            .param("asked", asked)
            .param("state", state.wireName())
            .param("held", held)
            .param("now", Rows.time(clock.instant()))
            .update()
        == 1;
  }

  @Override
  public List<LateAnswer> owed(ConversationId conversation) {
    return db.sql(
            SELECT
                + """
                 where l.tenant = :tenant and l.conversation = :conversation
                   and l.state in ('owed', 'replayed')
                 order by l.promised_at, l.handoff
                """)
        .param("tenant", conversation.tenant())
        .param("conversation", conversation.value())
        .query(JdbcLateAnswers::late)
        .list();
  }

  @Override
  public void held(LateAnswer owed) {
    hold(owed.id());
  }

  @Override
  public void told(LateAnswerId owed) {
    update(owed, "state = case when state = 'promised' then state else 'told' end, held = true");
  }

  @Override
  public void refused(Handoff handoff, String asked) {
    if (!insert(handoff, null, asked, State.TOLD)) {
      told(LateAnswerId.of(handoff));
    }
  }

  @Override
  public void untold(LateAnswer owed) {
    String before = ", held = " + owed.held();
    update(owed.id(), "state = case when state = 'told' then 'owed' else state end" + before);
  }

  @Override
  public void untold(Handoff handoff, String asked) {
    if (!insert(handoff, null, asked, State.OWED)) {
      update(
          LateAnswerId.of(handoff), "state = case when state = 'told' then 'owed' else state end");
    }
  }

  /** An outcome that a response may have told is no longer the end: that much was less. */
  @Override
  public void replayed(Handoff handoff) {
    update(
        LateAnswerId.of(handoff),
        """
        claim = claim + 1,
          sent = case when sent = 'outcome' then 'holding' else sent end,
          state = case when state = 'told' then 'replayed' else state end
        """);
  }

  @Override
  public Optional<LateAnswer> claim(LateAnswerId promised) {
    return tx.execute(
        status -> {
          int claimed =
              db.sql(
                      """
                      update late_answer set claim = claim + 1, updated_at = :now
                       where tenant = :tenant and handoff = :handoff and state = 'promised'
                      """)
                  .param("now", Rows.time(clock.instant()))
                  .param("tenant", promised.tenant())
                  .param("handoff", promised.handoff().value())
                  .update();
          return claimed == 0 ? Optional.<LateAnswer>empty() : find(promised);
        });
  }

  @Override
  public Optional<LateAnswer> find(LateAnswerId id) {
    return db.sql(SELECT + " where l.tenant = :tenant and l.handoff = :handoff")
        .param("tenant", id.tenant())
        .param("handoff", id.handoff().value())
        .query(JdbcLateAnswers::late)
        .optional();
  }

  @Override
  public LateAnswer begin(LateAnswer promised, Said said) {
    // An earlier response may have been taken that told less: then the outcome stays owed.
    Said sent = promised.sent() == Said.HOLDING ? Said.HOLDING : said;
    change(
        promised,
        "sent = :sent, attempts = attempts + 1",
        values -> values.param("sent", sent.wireName()));
    return find(promised.id()).orElseThrow();
  }

  @Override
  public void answered(LateAnswer promised, Said said) {
    State state = said == Said.OUTCOME ? State.TOLD : State.OWED;
    change(
        promised, "held = true, state = :next", values -> values.param("next", state.wireName()));
  }

  @Override
  public void retry(LateAnswer promised, @Nullable Said sent, Instant retryAt) {
    change(
        promised,
        "sent = :sent, retry_at = :retryAt",
        values ->
            values
                .param("sent", sent == null ? null : sent.wireName())
                .param("retryAt", Rows.time(retryAt)));
  }

  @Override
  public void keep(LateAnswer promised) {
    change(promised, "state = 'owed'", values -> values);
  }

  @Override
  public void progressed(LateAnswer promised) {
    change(promised, "progress_at = :now", values -> values);
  }

  /** By the worker that holds the newest claim of an open promise, and by nobody else. */
  private void change(
      LateAnswer promised, String assignments, UnaryOperator<StatementSpec> values) {
    StatementSpec statement =
        db.sql(
                "update late_answer set updated_at = :now, "
                    + assignments
                    + " where tenant = :tenant and handoff = :handoff and claim = :claim"
                    + " and state = 'promised'")
            .param("claim", promised.claim());
    if (run(statement, promised.id(), values) == 0) {
      throw new StaleLateAnswerException(promised);
    }
  }

  private void hold(LateAnswerId id) {
    update(id, "held = true");
  }

  private void update(LateAnswerId id, String assignments) {
    run(
        db.sql(
            "update late_answer set updated_at = :now, "
                + assignments
                + " where tenant = :tenant and handoff = :handoff"),
        id,
        values -> values);
  }

  private int run(StatementSpec statement, LateAnswerId id, UnaryOperator<StatementSpec> values) {
    return values
        .apply(statement)
        .param("now", Rows.time(clock.instant()))
        .param("tenant", id.tenant())
        .param("handoff", id.handoff().value())
        .update();
  }

  private static LateAnswer late(ResultSet row, int number) throws SQLException {
    String tenant = row.getString("tenant");
    String sent = row.getString("sent");
    return new LateAnswer(
        new LateAnswerId(tenant, new HandoffId(row.getString("handoff"))),
        new ConversationKey(
            tenant,
            Channel.valueOf(row.getString("channel").toUpperCase(Locale.ROOT)),
            row.getString("conversation_id")),
        row.getString("request_id"),
        row.getString("asked"),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getBoolean("held"),
        sent == null ? null : Said.valueOf(sent.toUpperCase(Locale.ROOT)),
        row.getInt("claim"),
        row.getInt("attempts"),
        Rows.instant(row, "progress_at"),
        Rows.instant(row, "retry_at"),
        Rows.required(row, "promised_at"),
        row.getBoolean("settled"));
  }
}
