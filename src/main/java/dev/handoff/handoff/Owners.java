package dev.handoff.handoff;

import dev.handoff.handoff.JdbcConversations.Locked;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Changes who may speak, under the lock of the conversation's row, and writes each change down. The
 * rules are those of {@link Ownership}.
 */
@Component
final class Owners {

  private final JdbcClient db;
  private final Clock clock;
  private final MessageNews news;
  private final PlatformEvents platform;
  private final OfferItems offers;
  private final RelayProperties settings;

  Owners(
      JdbcClient db,
      Clock clock,
      MessageNews news,
      PlatformEvents platform,
      OfferItems offers,
      RelayProperties settings) {
    this.db = db;
    this.clock = clock;
    this.news = news;
    this.platform = platform;
    this.offers = offers;
    this.settings = settings;
  }

  /** A handoff that brings a person into this very conversation keeps the bot silent. */
  void offered(Locked conversation, Handoff handoff) {
    if (bringsPerson(handoff)) {
      write(conversation, conversation.ownership().offered(handoff.id(), clock.instant()));
    }
  }

  /** The visitor asks anew for the person whom a handoff once brought. */
  void offeredAgain(Locked conversation, Handoff handoff) {
    if (bringsPerson(handoff)) {
      write(conversation, conversation.ownership().offeredAgain(handoff.id(), clock.instant()));
    }
  }

  static boolean bringsPerson(Handoff handoff) {
    return handoff.kind() == HandoffKind.CHAT
        || (handoff.kind() == HandoffKind.TICKET && handoff.key().channel() == Channel.WEB);
  }

  /**
   * Zoho has the handoff. In a chat somebody must come in time; SalesIQ itself sees to that where
   * it transfers its own chat.
   */
  void delivered(Locked conversation, Handoff handoff) {
    offered(conversation, handoff);
    if (handoff.kind() == HandoffKind.CHAT && !handoff.request().channelRefs().nativeForward()) {
      Instant until = clock.instant().plus(settings.assignment());
      if (write(conversation, conversation.ownership().waiting(handoff.id(), until))) {
        offers.schedule(conversation.id(), until);
      }
    }
  }

  /** A person has it; whether that is news. */
  boolean taken(Locked conversation, HandoffId by, Operator who, Instant at) {
    return person(conversation, conversation.ownership().taken(by, who, at), who, at);
  }

  /** A person goes on with what had been closed; whether that is news. */
  boolean reopened(Locked conversation, HandoffId by, Operator who, Instant at) {
    return person(conversation, conversation.ownership().reopened(by, who, at), who, at);
  }

  private boolean person(
      Locked conversation, Optional<Ownership> change, Operator who, Instant at) {
    boolean news = write(conversation, change);
    if (news) {
      platform.add(conversation, new PlatformEvent.Assigned(at, who));
    }
    return news;
  }

  /** The bot has it again; whether that is news. The bot hears of it unless it was its own wish. */
  boolean released(
      Locked conversation,
      HandoffId by,
      ReleaseReason why,
      Instant at,
      PlatformEvent.@Nullable Fallback fallback) {
    boolean news = write(conversation, conversation.ownership().released(by, why, at));
    if (news && why != ReleaseReason.STOPPED) {
      platform.add(conversation, new PlatformEvent.Stopped(at, why.wireName(), fallback));
    }
    return news;
  }

  private boolean write(Locked conversation, Optional<Ownership> change) {
    change.ifPresent(next -> write(conversation, next));
    return change.isPresent();
  }

  private void write(Locked conversation, Ownership next) {
    Ownership before = conversation.ownership();
    HandoffId handoff = next.handoff();
    Operator operator = next.operator() == null ? Operator.UNKNOWN : next.operator();
    ReleaseReason reason = next.reason();
    db.sql(
            """
            update conversation set owner = :owner, owner_handoff = :handoff, owner_since = :since,
              owner_reason = :reason, operator_id = :operatorId, operator_name = :operatorName,
              operator_email = :operatorEmail, offer_until = :until, updated_at = :now
             where tenant = :tenant and id = :id
            """)
        .param("owner", next.owner().wireName())
        .param("handoff", handoff == null ? null : handoff.value())
        .param("since", Rows.timeOrNull(next.since()))
        .param("reason", reason == null ? null : reason.wireName())
        .param("operatorId", Rows.storable(operator.id(), 120))
        .param("operatorName", Rows.storable(operator.name(), 255))
        .param("operatorEmail", Rows.storable(operator.email(), 255))
        .param("until", Rows.timeOrNull(next.offerUntil()))
        .param("now", Rows.time(clock.instant()))
        .param("tenant", conversation.id().tenant())
        .param("id", conversation.id().value())
        .update();
    if (before.owner() != next.owner() || next.owner() == Owner.HUMAN) {
      journal(conversation, before, next);
    }
    conversation.owned(next);
    news.changed(conversation.key());
  }

  private void journal(Locked conversation, Ownership before, Ownership next) {
    Instant now = clock.instant();
    HandoffId handoff = next.handoff();
    Operator operator = next.operator();
    ReleaseReason reason = next.reason();
    db.sql(
            """
            insert into owner_change (tenant, conversation, place, from_owner, to_owner, reason,
              handoff, operator_name, happened_at, changed_at)
            select :tenant, :conversation, coalesce(max(place) + 1, 0), :before, :after, :reason,
              :handoff, :operator, :at, :now
              from owner_change where tenant = :tenant and conversation = :conversation
            """)
        .param("tenant", conversation.id().tenant())
        .param("conversation", conversation.id().value())
        .param("before", before.owner().wireName())
        .param("after", next.owner().wireName())
        .param("reason", reason == null ? null : reason.wireName())
        .param("handoff", handoff == null ? null : handoff.value())
        .param("operator", operator == null ? null : Rows.storable(operator.name(), 255))
        .param("at", Rows.time(next.since() == null ? now : next.since()))
        .param("now", Rows.time(now))
        .update();
  }
}
