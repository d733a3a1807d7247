package dev.handoff.zoho.desk;

import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.HumanEvent;
import dev.handoff.handoff.HumanSide;
import dev.handoff.handoff.References;
import dev.handoff.handoff.ReleaseReason;
import dev.handoff.handoff.ZohoReference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tells the human side what happened on a ticket, whoever found it out: a webhook, or a look at
 * Desk. The same thing gets the same name each time, so it has its effect once; what the gateway
 * wrote itself has none.
 */
@Component
public final class TicketNews {

  /** The source of all these events. */
  public static final String SOURCE = "desk";

  private final References references;
  private final HumanSide humanSide;
  private final OwnPosts own;

  TicketNews(References references, HumanSide humanSide, OwnPosts own) {
    this.references = references;
    this.humanSide = humanSide;
    this.own = own;
  }

  /** What Desk's id of a ticket stands for. */
  public Optional<ZohoReference> about(String ticketId) {
    return references.find(ConversationKey.DEFAULT_TENANT, References.DESK, List.of(ticketId));
  }

  /** An agent's words; nothing when they are the gateway's own. */
  public Optional<HumanSide.Heard> replied(ZohoReference about, DeskPost.Reply reply) {
    if (own.wrote(about, reply)) {
      return Optional.empty();
    }
    return Optional.of(
        humanSide.hear(
            about,
            new HumanEvent.Replied(SOURCE, reply.id(), reply.at(), reply.agent(), reply.text())));
  }

  /** Whether that comment or thread was told before. */
  public boolean isKnown(ZohoReference about, String id) {
    return humanSide.hasHeard(about, SOURCE, id);
  }

  /**
   * A ticket is closed; a ticket closed again later is another event.
   *
   * @param ticketNumber as the visitor knows it
   */
  public HumanSide.Heard closed(ZohoReference about, Instant at, String ticketNumber) {
    return humanSide.hear(
        about,
        new HumanEvent.Ended(SOURCE, "closed:" + at, at, ReleaseReason.COMPLETED, ticketNumber));
  }
}
