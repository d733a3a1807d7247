package dev.handoff.handoff;

import dev.handoff.handoff.JdbcConversations.Locked;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What follows a handoff shares its fate. */
@Component
final class Followers {

  /** Stands before the names of steps that another entry of the mailbox did. */
  private static final String FOLLOWED = "followed:";

  /** What is parked only because its handoff is. */
  private static final String WITH_IT =
      "state = 'parked' and error_code = '" + FollowUp.WAITS + "'";

  private final JdbcClient db;
  private final Clock clock;
  private final Rows rows;
  private final Owners owners;
  private final References references;
  private final JdbcHandoffs handoffs;
  private final UnsentWords unsent;

  Followers(
      JdbcClient db,
      Clock clock,
      Rows rows,
      Owners owners,
      References references,
      JdbcHandoffs handoffs) {
    this.db = db;
    this.clock = clock;
    this.rows = rows;
    this.owners = owners;
    this.references = references;
    this.handoffs = handoffs;
    this.unsent = new UnsentWords(db, rows);
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
    RefusalNote.write(conversation, handoff, JdbcHandoffs.steps(db, rows, handoff));
    if (isThere(handoff, References.SALESIQ) || isThere(handoff, References.DESK)) {
      delivered(conversation, handoff);
      owners.delivered(conversation, handoff);
      return;
    }
    owners.released(conversation, handoff.id(), ReleaseReason.ERROR, clock.instant(), null);
    follow(
        handoff,
        "set state = 'parked', settled_at = :now, updated_at = :now, next_attempt_at = null,"
            + " error_code = '"
            + FollowUp.WAITS
            + "', error_message = 'The handoff that it follows is parked',"
            + " error_remedy = 'Replay that handoff; this follows by itself.',"
            + " error_retryable = false",
        "state in ('received', 'retrying')",
        null);
  }

  /**
   * Who asked for the handoff is there; what waited for it goes on, and what was said meanwhile.
   */
  void delivered(Locked conversation, Handoff handoff) {
    if (!handoff.isFollowUp()) {
      offeredAgain(conversation, handoff);
      replayed(handoff, null);
    }
  }

  /**
   * A handoff that had failed is on its way again: what the visitor wrote since to the bot is in
   * nobody's story, so it follows.
   */
  void offeredAgain(Locked conversation, Handoff handoff) {
    Ownership now = conversation.ownership();
    Instant since = now.since();
    if (now.owner() == Owner.RELEASED
        && now.reason() == ReleaseReason.ERROR
        && handoff.id().equals(now.handoff())
        && since != null
        && Owners.bringsPerson(handoff)) {
      unsent
          .of(conversation, handoff, since)
          .forEach(line -> handoffs.follow(conversation, words(handoff, line), null));
    }
  }

  private static FollowUp words(Handoff handoff, TranscriptEntry line) {
    return new FollowUp(
        FollowUp.Type.MESSAGE, handoff.id(), line.author(), line.authorName(), line.text(), null);
  }

  /**
   * Drops words for a chat that nobody took, once another handoff has them in its transcript: they
   * were on their way when that was decided.
   */
  boolean dropped(Handoff entry) {
    FollowUp followUp = entry.request().followUp();
    return followUp != null
        && followUp.type() == FollowUp.Type.MESSAGE
        && isMissed(entry, followUp.follows())
        && drop(entry);
  }

  private boolean isMissed(Handoff entry, HandoffId chat) {
    return db.sql(
            """
            select coalesce(reason, '') from owner_change
             where tenant = :tenant and conversation = :conversation and handoff = :chat
             order by place desc limit 1
            """)
        .param("tenant", entry.conversation().tenant())
        .param("conversation", entry.conversation().value())
        .param("chat", chat.value())
        .query(String.class)
        .optional()
        .filter(ReleaseReason.MISSED.wireName()::equals)
        .isPresent();
  }

  private boolean drop(Handoff entry) {
    return db.sql(
                "update handoff set "
                    + Fallback.INSTEAD
                    + """
                     where tenant = :tenant and id = :id and exists (
                       select 1 from handoff other
                        where other.tenant = handoff.tenant
                          and other.conversation = handoff.conversation
                          and other.follows is null and other.entry > handoff.entry)
                    """)
            .param("now", Rows.time(clock.instant()))
            .param("tenant", entry.conversation().tenant())
            .param("id", entry.id().value())
            .update()
        == 1;
  }

  private boolean isThere(Handoff handoff, String kind) {
    return !references.of(handoff.conversation().tenant(), handoff.id(), kind).isEmpty();
  }

  /**
   * What waits with a parked handoff goes on with it.
   *
   * @param due when, or null for now
   */
  void replayed(Handoff handoff, @Nullable Instant due) {
    follow(
        handoff,
        "set state = 'received', next_attempt_at = :due, attempts = 0, attempts_since = :now, settled_at = null,"
            + " updated_at = :now, error_code = null, error_message = null, error_remedy = null,"
            + " error_retryable = null",
        WITH_IT,
        due);
  }

  void discarded(Handoff handoff) {
    follow(handoff, "set state = 'discarded', settled_at = :now, updated_at = :now", WITH_IT, null);
  }

  private void follow(Handoff handoff, String change, String which, @Nullable Instant due) {
    db.sql(
            "update handoff "
                + change
                + " where tenant = :tenant and conversation = :conversation and follows = :handoff"
                + " and "
                + which)
        .param("now", Rows.time(clock.instant()))
        .param("due", Rows.timeOrNull(due))
        .param("tenant", handoff.conversation().tenant())
        .param("conversation", handoff.conversation().value())
        .param("handoff", handoff.id().value())
        .update();
  }
}
