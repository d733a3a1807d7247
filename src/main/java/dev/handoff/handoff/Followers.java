package dev.handoff.handoff;

import dev.handoff.handoff.JdbcConversations.Locked;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What follows a handoff shares its fate. */
@Component
final class Followers {

  /** Stands before the names of steps that another entry of the mailbox did. */
  private static final String FOLLOWED = "followed:";

  private static final String WAITS = "followed_handoff_parked";

  private final JdbcClient db;
  private final Clock clock;
  private final Rows rows;
  private final Owners owners;
  private final References references;

  Followers(JdbcClient db, Clock clock, Rows rows, Owners owners, References references) {
    this.db = db;
    this.clock = clock;
    this.rows = rows;
    this.owners = owners;
    this.references = references;
  }

  /** An entry's journal with what the handoff that it follows has found out at Zoho. */
  List<JournalStep> journal(Handoff entry, List<JournalStep> own) {
    FollowUp followUp = entry.request().followUp();
    if (followUp == null) {
      return own;
    }
    List<JournalStep> all = new ArrayList<>(own);
    db.sql(
            "select * from handoff_step where tenant = :tenant and handoff = :handoff"
                + " and state = 'done' order by place")
        .param("tenant", entry.conversation().tenant())
        .param("handoff", followUp.follows().value())
        .query(rows::step)
        .list()
        .forEach(step -> all.add(step.named(FOLLOWED + step.name())));
    return List.copyOf(all);
  }

  /**
   * A handoff that nobody will see until a person replays it: the bot gets the conversation back,
   * and what was to follow waits with it. Where the chat or the ticket is there all the same, a
   * person may come.
   */
  void parked(Locked conversation, Handoff handoff) {
    if (handoff.isFollowUp()) {
      return;
    }
    if (isThere(handoff, References.SALESIQ) || isThere(handoff, References.DESK)) {
      owners.delivered(conversation, handoff);
      return;
    }
    owners.released(conversation, handoff.id(), ReleaseReason.ERROR, clock.instant(), null);
    follow(
        handoff,
        "set state = 'parked', settled_at = :now, updated_at = :now, next_attempt_at = null,"
            + " error_code = '"
            + WAITS
            + "', error_message = 'The handoff that it follows is parked',"
            + " error_remedy = 'Replay that handoff; this follows by itself.',"
            + " error_retryable = false",
        "state in ('received', 'retrying')");
  }

  private boolean isThere(Handoff handoff, String kind) {
    return !references.of(handoff.conversation().tenant(), handoff.id(), kind).isEmpty();
  }

  /** What waits with a parked handoff goes on with it. */
  void replayed(Handoff handoff) {
    follow(
        handoff,
        "set state = 'received', attempts = 0, attempts_since = :now, settled_at = null,"
            + " updated_at = :now, error_code = null, error_message = null, error_remedy = null,"
            + " error_retryable = null",
        "state = 'parked' and error_code = '" + WAITS + "'");
  }

  void discarded(Handoff handoff) {
    follow(
        handoff,
        "set state = 'discarded', settled_at = :now, updated_at = :now",
        "state = 'parked' and error_code = '" + WAITS + "'");
  }

  private void follow(Handoff handoff, String change, String which) {
    db.sql(
            "update handoff "
                + change
                + " where tenant = :tenant and conversation = :conversation and follows = :handoff"
                + " and "
                + which)
        .param("now", Rows.time(clock.instant()))
        .param("tenant", handoff.conversation().tenant())
        .param("conversation", handoff.conversation().value())
        .param("handoff", handoff.id().value())
        .update();
  }
}
