package dev.handoff.handoff;

import dev.handoff.handoff.JdbcConversations.Locked;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

@Component
final class JdbcHumanSide implements HumanSide {

  private static final String DESK = "desk";

  private final TransactionTemplate tx;
  private final JdbcConversations conversations;
  private final JdbcHandoffs handoffs;
  private final InboundEvents seen;
  private final Owners owners;
  private final PlatformEvents platform;
  private final Fallback fallback;
  private final FirstPerson firstPerson;
  private final Followers followers;

  JdbcHumanSide(
      TransactionTemplate tx,
      JdbcConversations conversations,
      JdbcHandoffs handoffs,
      InboundEvents seen,
      Owners owners,
      PlatformEvents platform,
      Fallback fallback,
      FirstPerson firstPerson,
      Followers followers) {
    this.tx = tx;
    this.conversations = conversations;
    this.handoffs = handoffs;
    this.seen = seen;
    this.owners = owners;
    this.platform = platform;
    this.fallback = fallback;
    this.firstPerson = firstPerson;
    this.followers = followers;
  }

  @Override
  public Heard hear(ZohoReference about, HumanEvent event) {
    return tx.execute(
        status -> {
          Locked conversation = conversations.lock(about.conversation());
          if (conversation.isErased()) {
            return Heard.STALE;
          }
          if (!seen.isNew(conversation.id(), event.source(), name(about, event))) {
            return Heard.REPEATED;
          }
          return apply(conversation, about.handoff(), event) ? Heard.APPLIED : Heard.STALE;
        });
  }

  /**
   * A message is the same whichever round it is told of; that somebody came or that it is over may
   * be told in the same words in each.
   */
  private static String name(ZohoReference about, HumanEvent event) {
    return event instanceof HumanEvent.Replied
        ? event.id()
        : about.handoff().value() + "|" + event.id();
  }

  @Override
  public boolean hasHeard(ZohoReference about, String source, String id) {
    return seen.isKnown(about.conversation(), source, id);
  }

  private boolean apply(Locked conversation, HandoffId about, HumanEvent event) {
    if (event instanceof HumanEvent.Assigned assigned) {
      return taken(conversation, about, assigned.operator(), assigned.at());
    }
    if (event instanceof HumanEvent.Replied replied) {
      reply(conversation, about, replied);
      return true;
    }
    return end(conversation, about, (HumanEvent.Ended) event);
  }

  private boolean taken(Locked conversation, HandoffId about, Operator who, Instant at) {
    arrived(conversation, about);
    boolean waited = conversation.ownership().owner() == Owner.OFFERED;
    boolean news = owners.taken(conversation, about, who, at);
    if (waited && news) {
      firstPerson.assigned(conversation, about);
    }
    return news;
  }

  /** Zoho has a handoff that had failed: a person came before its delivery has ended. */
  private void arrived(Locked conversation, HandoffId about) {
    Ownership now = conversation.ownership();
    if (now.owner() == Owner.RELEASED
        && now.reason() == ReleaseReason.ERROR
        && about.equals(now.handoff())) {
      Handoff handoff = handoffs.find(conversation.id().tenant(), about).orElseThrow();
      followers.offeredAgain(conversation, handoff);
      owners.offered(conversation, handoff);
    }
  }

  /** Who writes has the conversation; words that come after its end are passed on all the same. */
  private void reply(Locked conversation, HandoffId about, HumanEvent.Replied replied) {
    taken(conversation, about, replied.operator(), replied.at());
    firstPerson.replies(conversation, about);
    if (replied.source().equals(DESK)) {
      // Desk tells of a reply, but not that its ticket was opened again.
      owners.reopened(conversation, about, replied.operator(), replied.at());
    }
    conversation.said(
        new TranscriptEntry(
            AuthorType.AGENT, replied.operator().name(), replied.text(), replied.at()),
        !isReadAsWritten(conversation.id().tenant(), about, replied));
    platform.add(
        conversation,
        new PlatformEvent.Message(replied.at(), replied.id(), replied.text(), replied.operator()));
  }

  /** SalesIQ itself shows the visitor what is written in a chat that it forwarded. */
  private boolean isReadAsWritten(String tenant, HandoffId about, HumanEvent.Replied replied) {
    return !replied.source().equals(DESK) && handoffs.isForwarded(tenant, about);
  }

  private boolean end(Locked conversation, HandoffId about, HumanEvent.Ended ended) {
    if (ended.reason() == ReleaseReason.MISSED) {
      return fallback.instead(conversation, about, ended.at(), false);
    }
    if (!owners.released(conversation, about, ended.reason(), ended.at(), null)) {
      return false;
    }
    String subject = ended.subject();
    if (subject == null) {
      conversation.note("chat-ended", null, "The chat has ended.");
    } else {
      conversation.note("ticket-closed", subject, "Ticket " + subject + " was closed.");
    }
    return true;
  }
}
