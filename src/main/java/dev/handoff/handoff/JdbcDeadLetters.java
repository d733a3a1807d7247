package dev.handoff.handoff;

import dev.handoff.handoff.JdbcConversations.Locked;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

@Component
final class JdbcDeadLetters implements DeadLetters {

  private static final String ONLY_AS_SEEN =
      " where tenant = :tenant and id = :id and claim = :claim and state = 'parked'";

  private final JdbcClient db;
  private final TransactionTemplate tx;
  private final Clock clock;
  private final Rows rows;
  private final JdbcConversations conversations;
  private final LateAnswers lateAnswers;
  private final Audit audit;
  private final WorkItems workItems;
  private final ApplicationEventPublisher events;
  private final Followers followers;

  JdbcDeadLetters(
      JdbcClient db,
      TransactionTemplate tx,
      Clock clock,
      Rows rows,
      JdbcConversations conversations,
      LateAnswers lateAnswers,
      Audit audit,
      WorkItems workItems,
      ApplicationEventPublisher events,
      Followers followers) {
    this.db = db;
    this.tx = tx;
    this.clock = clock;
    this.rows = rows;
    this.conversations = conversations;
    this.lateAnswers = lateAnswers;
    this.audit = audit;
    this.workItems = workItems;
    this.events = events;
    this.followers = followers;
  }

  @Override
  public Handoff replay(Handoff seen, Replay how, String who) {
    return tx.execute(
        status -> {
          // Under the lock no worker decides at the same time that nothing is left to do.
          Locked conversation = conversations.lock(seen.conversation());
          reopen(seen, how);
          conversation.learn(how.mend().visitor(seen.request().visitor(), conversation.visitor()));
          followers.replayed(seen, later(how.due()));
          how.anew().forEach(step -> reset(seen, step, "mended", "state = 'done'"));
          how.absent()
              .forEach(
                  step -> reset(seen, step, "not_at_zoho", "state in ('uncertain', 'started')"));
          lateAnswers.replayed(seen);
          audit.note(tenant(seen), who, "replay", seen.id().value(), detail(seen, how));
          workItems.schedule(seen.conversation());
          return changed(seen);
        });
  }

  private void reopen(Handoff seen, Replay how) {
    Mend mend = how.mend().over(seen.mend());
    String email = mend.email() == null ? seen.request().visitor().email() : mend.email();
    int updated =
        as(
                seen,
                "update handoff set state = 'received', attempts = 0, attempts_since = :due,"
                    + " next_attempt_at = :next, error_step = null, error_code = null,"
                    + " error_message = null, error_remedy = null, error_retryable = null,"
                    + " settled_at = null, mend = :mend, email = :email, updated_at = :now")
            .param("due", Rows.time(how.due()))
            .param("next", Rows.timeOrNull(later(how.due())))
            .param("mend", mend.fields().isEmpty() ? null : rows.write(mend))
            .param("email", Rows.searchable(email))
            .update();
    requireOne(updated, seen);
  }

  /** Due now is due for every worker, whatever its clock says. */
  private @Nullable Instant later(Instant due) {
    return due.isAfter(clock.instant()) ? due : null;
  }

  /** The step is done anew, as if it had never had an effect. */
  private void reset(Handoff seen, String step, String why, String onlyWhen) {
    db.sql(
            "update handoff_step set state = 'failed', changed_at = :now, detail = :why,"
                + " facts = :facts"
                + " where tenant = :tenant and handoff = :id and name = :name and "
                + onlyWhen)
        .param("why", why)
        .param("now", Rows.time(clock.instant()))
        .param("facts", rows.write(Map.of()))
        .param("tenant", tenant(seen))
        .param("id", seen.id().value())
        .param("name", step)
        .update();
  }

  /** Names of fields only: their values are the visitor's. */
  private static String detail(Handoff seen, Replay how) {
    StringBuilder detail = new StringBuilder();
    HandoffError error = seen.lastError();
    if (error != null) {
      detail.append("failed at ").append(error.step()).append(" with ").append(error.code());
    }
    if (!how.mend().fields().isEmpty()) {
      detail.append("; mended ").append(String.join(", ", how.mend().fields()));
    }
    if (!how.absent().isEmpty()) {
      detail.append("; not at Zoho: ").append(String.join(", ", how.absent()));
    }
    if (!how.note().isEmpty()) {
      detail.append("; ").append(how.note());
    }
    return detail.toString();
  }

  @Override
  public Handoff discard(Handoff seen, String reason, String who) {
    return tx.execute(
        status -> {
          conversations.lock(seen.conversation());
          String now =
              "update handoff set state = 'discarded', settled_at = :now, updated_at = :now";
          requireOne(as(seen, now).update(), seen);
          followers.discarded(seen);
          audit.note(tenant(seen), who, "discard", seen.id().value(), reason);
          return changed(seen);
        });
  }

  private JdbcClient.StatementSpec as(Handoff seen, String update) {
    return db.sql(update + ONLY_AS_SEEN)
        .param("now", Rows.time(clock.instant()))
        .param("tenant", tenant(seen))
        .param("id", seen.id().value())
        .param("claim", seen.claim());
  }

  private void requireOne(int updated, Handoff seen) {
    if (updated == 0) {
      throw new NotParkedException(reload(seen));
    }
  }

  private Handoff changed(Handoff seen) {
    Handoff now = reload(seen);
    AfterCommit.run(() -> events.publishEvent(new HandoffChanged(now)));
    return now;
  }

  private Handoff reload(Handoff handoff) {
    return db.sql(Rows.HANDOFF + " where h.tenant = :tenant and h.id = :id")
        .param("tenant", tenant(handoff))
        .param("id", handoff.id().value())
        .query(rows::handoff)
        .single();
  }

  private static String tenant(Handoff handoff) {
    return handoff.conversation().tenant();
  }
}
