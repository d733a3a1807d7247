package dev.handoff.relay.catchup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.handoff.handoff.EventHeard;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HumanSide;
import dev.handoff.handoff.OpenHandoffs;
import dev.handoff.handoff.References;
import dev.handoff.handoff.ZohoReference;
import dev.handoff.zoho.desk.DeskPosts;
import dev.handoff.zoho.desk.DeskTimes;
import dev.handoff.zoho.desk.TicketNews;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What agents wrote on an open ticket, and whether it was closed. */
@Component
public final class CatchUpTickets {

  /** Desk's clock may be so much behind the gateway's. */
  private static final Duration CLOCKS = Duration.ofMinutes(10);

  private final References references;
  private final OpenHandoffs open;
  private final TicketNews tickets;
  private final DeskPosts posts;
  private final CatchUpProperties settings;
  private final ApplicationEventPublisher counts;
  private final Clock clock;

  CatchUpTickets(
      References references,
      OpenHandoffs open,
      TicketNews tickets,
      DeskPosts posts,
      CatchUpProperties settings,
      ApplicationEventPublisher counts,
      Clock clock) {
    this.references = references;
    this.open = open;
    this.tickets = tickets;
    this.posts = posts;
    this.settings = settings;
    this.counts = counts;
    this.clock = clock;
  }

  /** Whether the handoff is a ticket that was opened. */
  public boolean isReadable(@Body Handoff handoff) {
    return handoff.kind() == HandoffKind.TICKET && id(handoff).isPresent();
  }

  private Optional<String> id(Handoff handoff) {
    return references.of(handoff.conversation().tenant(), handoff.id(), References.DESK).stream()
        .filter(id -> id.matches("\\d{1,30}"))
        .findFirst();
  }

  public TicketLook begin(@Body Handoff handoff) {
    Instant seen = open.seenUntil(handoff);
    Instant since =
        seen == null ? handoff.createdAt().minus(CLOCKS) : seen.minus(settings.overlap());
    return new TicketLook(handoff, id(handoff).orElseThrow(), since, clock.instant(), posts);
  }

  /** One page of comments or threads; Desk answers an empty one without a body. */
  public void read(@Body @Nullable Object answer, @Variable("look") TicketLook look) {
    look.read(answer instanceof JsonNode json ? json : MissingNode.getInstance());
  }

  /** Tells what was written, and then whether the ticket is closed. */
  public void conclude(@Body @Nullable Object ticket, @Variable("look") TicketLook look) {
    Handoff handoff = look.handoff();
    ZohoReference about = new ZohoReference(handoff.conversation(), handoff.id());
    look.replies().forEach(reply -> tickets.replied(about, reply).ifPresent(this::count));
    if (ticket instanceof JsonNode shown && isClosed(shown)) {
      Instant at = DeskTimes.read(shown.path("closedTime"), clock.instant());
      String number = shown.path("ticketNumber").asText("");
      count(tickets.closed(about, at, number));
    }
    open.looked(handoff, look.seenUntil());
  }

  private static boolean isClosed(JsonNode ticket) {
    return ticket.path("statusType").asText("").equalsIgnoreCase("closed")
        || ticket.path("status").asText("").equalsIgnoreCase("closed");
  }

  private void count(HumanSide.Heard heard) {
    if (heard == HumanSide.Heard.APPLIED) {
      counts.publishEvent(new EventHeard(TicketNews.SOURCE, "ticket", "caught_up"));
    }
  }
}
