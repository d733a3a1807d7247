package dev.handoff.handoff;

import dev.handoff.handoff.JdbcConversations.Locked;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The fallback chain: nobody takes the chat, so it becomes a callback where phone and time are
 * known, else a ticket with the whole transcript; or as {@code handoff.fallback.order} says. The
 * change of the owner and the new handoff are one commit, so there is exactly one outcome.
 */
@Component
final class Fallback implements Offers {

  /** Words that are part of what goes another way. */
  static final String INSTEAD =
      "state = 'discarded', settled_at = :now, updated_at = :now, error_code = 'fallback',"
          + " error_message = 'Goes with the fallback instead'";

  private static final String WHY = "Nobody could take the chat.";

  private final JdbcClient db;
  private final TransactionTemplate tx;
  private final Clock clock;
  private final JdbcConversations conversations;
  private final JdbcHandoffs handoffs;
  private final Owners owners;
  private final FallbackProperties settings;

  Fallback(
      JdbcClient db,
      TransactionTemplate tx,
      Clock clock,
      JdbcConversations conversations,
      JdbcHandoffs handoffs,
      Owners owners,
      FallbackProperties settings) {
    this.db = db;
    this.tx = tx;
    this.clock = clock;
    this.conversations = conversations;
    this.handoffs = handoffs;
    this.owners = owners;
    this.settings = settings;
  }

  @Override
  public Optional<Handoff> overdue(ConversationId conversation) {
    return ownership(conversation)
        .filter(ownership -> ownership.isOverdue(clock.instant()))
        .flatMap(ownership -> handoffs.find(conversation.tenant(), ownership.requiredHandoff()));
  }

  @Override
  public void decideNext(ConversationId conversation, Consumer<Optional<Instant>> decision) {
    tx.executeWithoutResult(
        status ->
            decision.accept(
                conversations
                    .lockKnown(conversation)
                    .flatMap(open -> Optional.ofNullable(open.ownership().offerUntil()))));
  }

  /** Empty when the conversation is gone. */
  private Optional<Ownership> ownership(ConversationId conversation) {
    return db.sql("select * from conversation where tenant = :tenant and id = :id")
        .param("tenant", conversation.tenant())
        .param("id", conversation.value())
        .query((row, number) -> Rows.ownership(row))
        .optional();
  }

  @Override
  public void giveUp(Handoff chat) {
    tx.executeWithoutResult(
        status -> {
          Locked conversation = conversations.lock(chat.conversation());
          if (conversation.ownership().isOverdue(clock.instant())) {
            instead(conversation, chat.id(), clock.instant(), true);
          }
        });
  }

  /**
   * Another way for a chat that nobody takes, unless the visitor chose one while the chat was on
   * its way to Zoho; false when that is stale news.
   *
   * @param isOpen whether the chat may still be open at Zoho
   */
  boolean instead(Locked conversation, HandoffId missed, Instant at, boolean isOpen) {
    Ownership ownership = conversation.ownership();
    if (ownership.released(missed, ReleaseReason.MISSED, at).isEmpty()) {
      return false;
    }
    Handoff chat = handoffs.find(conversation.id().tenant(), missed).orElseThrow();
    if (isServed(chat)) {
      owners.released(conversation, missed, ReleaseReason.MISSED, at, null);
    } else {
      another(conversation, chat, at);
    }
    dropWords(conversation, missed);
    if (isOpen) {
      handoffs.close(conversation, missed, chat.traceParent());
    }
    return true;
  }

  private boolean isServed(Handoff chat) {
    Instant brought = chat.settledAt();
    return db.sql(
                """
                select count(*) from handoff
                 where tenant = :tenant and conversation = :conversation and entry > :chat
                   and kind in ('ticket', 'callback') and state <> 'discarded'
                   and created_at <= :brought
                """)
            .param("tenant", chat.conversation().tenant())
            .param("conversation", chat.conversation().value())
            .param("chat", chat.entry())
            .param("brought", Rows.time(brought == null ? clock.instant() : brought))
            .query(Long.class)
            .single()
        > 0;
  }

  private void another(Locked conversation, Handoff chat, Instant at) {
    HandoffKind kind = kind(chat.request().callback());
    // The bot has it before the other way is offered, which may bring a person again.
    Accepted other = order(conversation, chat, kind);
    String text =
        kind == HandoffKind.CALLBACK
            ? "Nobody is free right now. You will be called back at the time you gave."
            : "Nobody is free right now. We open a ticket for you and answer there.";
    owners.released(
        conversation,
        chat.id(),
        ReleaseReason.MISSED,
        at,
        new PlatformEvent.Fallback(kind.wireName(), other.handoff().id().value(), text));
    conversation.note("fallback-" + kind.wireName(), null, text);
    owners.offered(conversation, other.handoff());
  }

  private HandoffKind kind(@Nullable CallbackRequest callback) {
    boolean known = callback != null && callback.startsAt().isAfter(clock.instant());
    return settings.order().stream()
        .filter(kind -> known || kind != HandoffKind.CALLBACK)
        .findFirst()
        .orElse(HandoffKind.TICKET);
  }

  private Accepted order(Locked conversation, Handoff chat, HandoffKind kind) {
    String reason = chat.request().reason();
    return handoffs.acceptIn(
        conversation,
        new HandoffOrder(
            conversation.key(),
            kind,
            chat.request().instead(reason == null ? WHY : sentence(reason) + " " + WHY),
            List.of(),
            chat.traceParent(),
            false,
            null));
  }

  private static String sentence(String reason) {
    String text = reason.strip();
    return text.isEmpty() || ".!?…。؟".indexOf(text.charAt(text.length() - 1)) >= 0
        ? text
        : text + ".";
  }

  /** What waits for the chat is part of the transcript that now goes another way. */
  private void dropWords(Locked conversation, HandoffId missed) {
    db.sql(
            "update handoff set "
                + INSTEAD
                + """
             where tenant = :tenant and conversation = :conversation and kind = 'message'
               and follows = :missed and state in ('received', 'retrying')
            """)
        .param("now", Rows.time(clock.instant()))
        .param("tenant", conversation.id().tenant())
        .param("conversation", conversation.id().value())
        .param("missed", missed.value())
        .update();
  }
}
