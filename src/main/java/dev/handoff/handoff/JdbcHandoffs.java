package dev.handoff.handoff;

import dev.handoff.handoff.JdbcConversations.Locked;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

@Component
final class JdbcHandoffs implements Handoffs {

  private final JdbcClient db;
  private final TransactionTemplate tx;
  private final Clock clock;
  private final Rows rows;
  private final JdbcConversations conversations;
  private final IdempotencyKeys keys;
  private final WorkItems workItems;
  private final ApplicationEventPublisher events;
  private final Owners owners;
  private final Introductions introductions;

  JdbcHandoffs(
      JdbcClient db,
      TransactionTemplate tx,
      Clock clock,
      Rows rows,
      JdbcConversations conversations,
      IdempotencyKeys keys,
      WorkItems workItems,
      ApplicationEventPublisher events,
      Owners owners,
      Introductions introductions) {
    this.db = db;
    this.tx = tx;
    this.clock = clock;
    this.rows = rows;
    this.conversations = conversations;
    this.keys = keys;
    this.workItems = workItems;
    this.events = events;
    this.owners = owners;
    this.introductions = introductions;
  }

  @Override
  public Accepted accept(HandoffOrder order) {
    return tx.execute(status -> acceptLocked(order));
  }

  private Accepted acceptLocked(HandoffOrder order) {
    ConversationKey key = order.conversation();
    HandoffId id = newId();
    IdempotencyKey idempotency = order.idempotency();
    if (idempotency != null) {
      Optional<IdempotencyKeys.Used> used = keys.use(key.tenant(), idempotency, id);
      if (used.isPresent()) {
        return repeated(key.tenant(), used.get());
      }
    }
    Locked conversation = conversations.lock(key);
    conversation.learn(order.request().visitor());
    return acceptLocked(conversation, order, id);
  }

  @Override
  public void introduce(ConversationKey key, Visitor visitor) {
    tx.executeWithoutResult(
        status -> {
          Locked conversation = conversations.lock(key);
          conversation.learn(visitor);
          HandoffId handoff = conversation.ownership().handoff();
          if (handoff != null) {
            introduce(conversation, find(key.tenant(), handoff).orElseThrow(), visitor);
          }
        });
  }

  /** Accepts an order whose conversation the running transaction has locked. */
  Accepted acceptIn(Locked conversation, HandoffOrder order) {
    return acceptLocked(conversation, order, newId());
  }

  /** Whatever way it comes, it knows what the visitor told before in the conversation. */
  private Accepted acceptLocked(Locked conversation, HandoffOrder asked, HandoffId id) {
    HandoffOrder order = asked.of(asked.request().visitor().toldAfter(conversation.visitor()));
    HandoffKind kind = order.kind();
    if (order.once() && kind != null) {
      Optional<Handoff> first = newest(order.conversation(), kind);
      if (first.isPresent()) {
        IdempotencyKey idempotency = order.idempotency();
        if (idempotency != null) {
          keys.pointTo(order.conversation().tenant(), idempotency, first.get().id());
        }
        askedAgain(conversation, first.get());
        introduce(conversation, first.get(), order.request().visitor());
        return new Accepted(first.get(), false, false, null);
      }
    }
    conversation.append(TranscriptMerge.news(conversation.history(), order.transcript()));
    Handoff handoff = received(order, conversation, id);
    insert(handoff);
    owners.offered(conversation, handoff);
    workItems.schedule(conversation.id());
    AfterCommit.run(() -> events.publishEvent(new HandoffChanged(handoff)));
    return new Accepted(handoff, true, true, null);
  }

  /** The person who was done with it is asked for again; where nobody can see it, the bot stays. */
  private void askedAgain(Locked conversation, Handoff first) {
    if (first.state() != HandoffState.PARKED) {
      owners.offeredAgain(conversation, first);
    }
  }

  /**
   * The visitor can be reached now. Who works on the handoff already reads it in the visitor's
   * words; who comes later finds it in what the handoff knows.
   */
  void introduce(Locked conversation, Handoff handoff, Visitor visitor) {
    List<String> news = introductions.learn(conversation.id().tenant(), handoff.id(), visitor);
    if (handoff.claim() > 0 && conversation.ownership().owner().isHumanSide()) {
      news.forEach(
          words ->
              follow(
                  conversation,
                  new FollowUp(
                      FollowUp.Type.MESSAGE, handoff.id(), AuthorType.VISITOR, null, words, null),
                  handoff.traceParent()));
    }
  }

  /** Closes the chat at Zoho that a handoff opened, after all that is on its way there. */
  Handoff close(Locked conversation, HandoffId chat, @Nullable String traceParent) {
    return follow(conversation, FollowUp.close(chat), traceParent);
  }

  /**
   * Puts something that follows a handoff into the mailbox; without a trace of its own it belongs
   * to the handoff's.
   */
  Handoff follow(Locked conversation, FollowUp what, @Nullable String traceParent) {
    HandoffOrder order =
        new HandoffOrder(
            conversation.key(),
            null,
            HandoffRequest.following(what),
            List.of(),
            traceParent == null ? traceOf(conversation.id(), what.follows()) : traceParent,
            false,
            null);
    Handoff entry = received(order, conversation, newId());
    insert(entry);
    workItems.schedule(conversation.id());
    return entry;
  }

  private @Nullable String traceOf(ConversationId conversation, HandoffId followed) {
    return find(conversation.tenant(), followed).map(Handoff::traceParent).orElse(null);
  }

  private static HandoffId newId() {
    return new HandoffId(UUID.randomUUID().toString());
  }

  /** A handoff older than the key was there before the first call that named the key. */
  private Accepted repeated(String tenant, IdempotencyKeys.Used used) {
    Handoff handoff = find(tenant, used.handoff()).orElseThrow();
    boolean opened = !handoff.createdAt().isBefore(used.at());
    return new Accepted(handoff, false, opened, used.answer());
  }

  private Handoff received(HandoffOrder order, Locked conversation, HandoffId id) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return new Handoff(
        id,
        conversation.id(),
        conversation.key(),
        conversation.nextEntry(),
        order.kind(),
        order.kind(),
        HandoffState.RECEIVED,
        order.request(),
        Mend.NOTHING,
        order.request().followUp() == null ? conversation.lastMessage() : 0,
        correlation(),
        order.traceParent(),
        0,
        0,
        now,
        null,
        null,
        now,
        now,
        null);
  }

  private void insert(Handoff handoff) {
    FollowUp followUp = handoff.request().followUp();
    HandoffKind asked = handoff.askedKind();
    String kind =
        followUp == null ? (asked == null ? null : asked.wireName()) : followUp.type().wireName();
    db.sql(
            """
            insert into handoff (tenant, id, conversation, entry, asked_kind, kind, state, request,
              email, transcript_upto, correlation, trace_parent, attempts_since, created_at, updated_at,
              follows)
            values (:tenant, :id, :conversation, :entry, :asked, :kind, :state, :request,
              :email, :upTo, :correlation, :trace, :now, :now, :now,
              :follows)
            """)
        .param("tenant", handoff.conversation().tenant())
        .param("id", handoff.id().value())
        .param("conversation", handoff.conversation().value())
        .param("entry", handoff.entry())
        .param("asked", kind == null ? "auto" : kind)
        .param("kind", kind)
        .param("state", handoff.state().wireName())
        .param("request", rows.write(handoff.request()))
        .param("email", Rows.searchable(handoff.request().visitor().email()))
        .param("upTo", handoff.transcriptUpTo())
        .param("correlation", handoff.correlation())
        .param("trace", handoff.traceParent())
        .param("follows", followUp == null ? null : followUp.follows().value())
        .param("now", Rows.time(handoff.createdAt()))
        .update();
  }

  private static String correlation() {
    return "hg-"
        + UUID.randomUUID().toString().replace("-", "").substring(0, 20).toLowerCase(Locale.ROOT);
  }

  @Override
  public Optional<Handoff> find(String tenant, HandoffId id) {
    return db.sql(Rows.HANDOFF + " where h.tenant = :tenant and h.id = :id")
        .param("tenant", tenant)
        .param("id", id.value())
        .query(rows::handoff)
        .optional();
  }

  @Override
  public Optional<Handoff> newest(ConversationKey conversation, HandoffKind kind) {
    return db.sql(
            Rows.HANDOFF
                + """
                 where c.tenant = :tenant and c.channel = :channel
                   and c.conversation_id = :conversationId
                   and h.kind = :kind and h.state <> 'discarded'
                 order by h.entry desc limit 1
                """)
        .param("tenant", conversation.tenant())
        .param("channel", conversation.channel().wireName())
        .param("conversationId", conversation.conversationId())
        .param("kind", kind.wireName())
        .query(rows::handoff)
        .optional();
  }

  @Override
  public Optional<HandoffId> newest(ConversationKey conversation) {
    return db.sql(
            """
            select h.id from handoff h
              join conversation c on c.tenant = h.tenant and c.id = h.conversation
             where c.tenant = :tenant and c.channel = :channel
               and c.conversation_id = :conversationId and h.follows is null
             order by h.entry desc limit 1
            """)
        .param("tenant", conversation.tenant())
        .param("channel", conversation.channel().wireName())
        .param("conversationId", conversation.conversationId())
        .query((row, number) -> new HandoffId(row.getString("id")))
        .optional();
  }

  @Override
  public List<JournalStep> journal(Handoff handoff) {
    return steps(db, rows, handoff);
  }

  /** Empty without a look for a handoff that no worker has ever taken. */
  static List<JournalStep> steps(JdbcClient db, Rows rows, Handoff handoff) {
    if (handoff.claim() == 0) {
      return List.of();
    }
    return db.sql(
            "select * from handoff_step where tenant = :tenant and handoff = :handoff order by place")
        .param("tenant", handoff.conversation().tenant())
        .param("handoff", handoff.id().value())
        .query(rows::step)
        .list();
  }

  @Override
  public StoredAnswer remember(String tenant, IdempotencyKey key, StoredAnswer answer) {
    keys.remember(tenant, key, answer);
    return keys.answer(tenant, key).orElse(answer);
  }
}
