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
import dev.handoff.zoho.ZohoFailure;
import dev.handoff.zoho.ZohoHost;
import dev.handoff.zoho.ZohoRefused;
import dev.handoff.zoho.ZohoUnavailable;
import dev.handoff.zoho.desk.DeskPosts;
import dev.handoff.zoho.desk.DeskTimes;
import dev.handoff.zoho.desk.TicketNews;
import dev.handoff.zoho.desk.TicketShown;
import dev.handoff.zoho.limits.ZohoLimits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What agents wrote on an open ticket, and whether it was closed. */
@Component
public final class CatchUpTickets {

  private static final Logger log = LoggerFactory.getLogger(CatchUpTickets.class);

  private static final String FAILURE = "CamelExceptionCaught";

  /** Desk's clock may be so much behind the gateway's. */
  private static final Duration CLOCKS = Duration.ofMinutes(10);

  private final References references;
  private final OpenHandoffs open;
  private final TicketNews tickets;
  private final ZohoLimits limits;
  private final DeskPosts posts;
  private final CatchUpProperties settings;
  private final ApplicationEventPublisher counts;
  private final Clock clock;

  CatchUpTickets(
      References references,
      OpenHandoffs open,
      TicketNews tickets,
      ZohoLimits limits,
      DeskPosts posts,
      CatchUpProperties settings,
      ApplicationEventPublisher counts,
      Clock clock) {
    this.references = references;
    this.open = open;
    this.tickets = tickets;
    this.limits = limits;
    this.posts = posts;
    this.settings = settings;
    this.counts = counts;
    this.clock = clock;
  }

  /** Whether the handoff is a ticket that was opened, and Desk's credits are not for handoffs. */
  public boolean isReadable(@Body Handoff handoff) {
    return handoff.kind() == HandoffKind.TICKET
        && !limits.status(ZohoHost.DESK).oneByOne()
        && id(handoff).isPresent();
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
    return new TicketLook(
        handoff,
        id(handoff).orElseThrow(),
        since,
        clock.instant(),
        posts,
        id -> tickets.isKnown(about(handoff), id));
  }

  /** One page of comments or threads; Desk answers an empty one without a body. */
  public void read(@Body @Nullable Object answer, @Variable("look") TicketLook look) {
    look.read(answer instanceof JsonNode json ? json : MissingNode.getInstance());
  }

  /**
   * A list or a thread cannot be read; what stands beside it is.
   *
   * @throws ZohoFailure the failure, where the ticket as a whole is to be read later
   */
  public void unread(
      @Variable("look") TicketLook look, @ExchangeProperty(FAILURE) Throwable failure) {
    ZohoFailure zoho =
        Objects.requireNonNull(ObjectHelper.getException(ZohoFailure.class, failure));
    boolean isRefused = zoho instanceof ZohoRefused;
    String thread = look.thread();
    boolean isLater = zoho instanceof ZohoUnavailable now && now.isPassing() && thread != null;
    if (!isRefused && !isLater) {
      throw zoho;
    }
    log.warn(
        "{} of ticket {} cannot be read ({}){}",
        thread == null ? "a list" : "thread " + thread,
        look.getId(),
        zoho.code(),
        isRefused && thread != null ? "; its reply reaches nobody" : "; later again");
    if (isRefused && thread != null) {
      counts.publishEvent(new EventHeard(TicketNews.SOURCE, "thread", "refused"));
    }
    look.skip(isRefused);
  }

  /** Tells what was written. */
  public void tell(@Variable("look") TicketLook look) {
    ZohoReference about = about(look.handoff());
    look.replies().forEach(reply -> tickets.replied(about, reply).ifPresent(this::count));
  }

  /** Tells whether the ticket is closed. */
  public void conclude(@Body @Nullable Object ticket, @Variable("look") TicketLook look) {
    if (ticket instanceof JsonNode shown && TicketShown.isClosed(shown)) {
      Instant at = DeskTimes.read(shown.path("closedTime"), clock.instant());
      String number = TicketShown.number(shown, look.getId());
      count(tickets.closed(about(look.handoff()), at, number));
    }
    open.looked(look.handoff(), look.seenUntil());
  }

  private static ZohoReference about(Handoff handoff) {
    return new ZohoReference(handoff.conversation(), handoff.id());
  }

  private void count(HumanSide.Heard heard) {
    if (heard == HumanSide.Heard.APPLIED) {
      counts.publishEvent(new EventHeard(TicketNews.SOURCE, "ticket", "caught_up"));
    }
  }
}
