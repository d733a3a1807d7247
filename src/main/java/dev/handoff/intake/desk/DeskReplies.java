package dev.handoff.intake.desk;

import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.HumanSide;
import dev.handoff.handoff.References;
import dev.handoff.handoff.ThreadReads;
import dev.handoff.handoff.ZohoReference;
import dev.handoff.zoho.desk.DeskPost;
import dev.handoff.zoho.desk.TicketNews;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes in what Desk told: whose conversation it is, whether it is an echo, and then what it is.
 */
@Component
final class DeskReplies {

  private static final String UNKNOWN_TICKET = "unknown_ticket";

  /**
   * The minutes by which words without a name are told apart, in seconds: the same ones count once
   * in a minute and the next, so within 60 to 120 seconds.
   */
  private static final long REPEATED_WITHIN = 60;

  private final TicketNews tickets;
  private final References references;
  private final HumanSide humanSide;
  private final ThreadReads reads;
  private final Clock clock;

  DeskReplies(
      TicketNews tickets,
      References references,
      HumanSide humanSide,
      ThreadReads reads,
      Clock clock) {
    this.tickets = tickets;
    this.references = references;
    this.humanSide = humanSide;
    this.reads = reads;
    this.clock = clock;
  }

  /** What became of it, in a word for metrics. Durable when this returns. */
  String take(DeskNews news) {
    if (news instanceof DeskNews.Said said) {
      return said(said);
    }
    if (news instanceof DeskNews.Closed closed) {
      return closed(closed);
    }
    if (news instanceof DeskNews.Unread unread) {
      return unread(unread);
    }
    return ((DeskNews.Nothing) news).why();
  }

  private String unread(DeskNews.Unread unread) {
    if (tickets.about(unread.ticketId()).isEmpty()) {
      return UNKNOWN_TICKET;
    }
    reads.schedule(unread.ticketId(), unread.threadId(), unread.at());
    return "read_later";
  }

  private String said(DeskNews.Said said) {
    if (isContradictory(said.ticketId(), said.sessionId())) {
      return "mismatch";
    }
    ZohoReference about = about(said.ticketId(), said.sessionId()).orElse(null);
    if (about == null) {
      return said.ticketId() == null ? "unknown_session" : UNKNOWN_TICKET;
    }
    DeskPost.Reply reply = said.isNamed() ? said.reply() : named(about, said.reply());
    return reply == null
        ? heard(HumanSide.Heard.REPEATED)
        : tickets.replied(about, reply).map(DeskReplies::heard).orElse("own");
  }

  /** The minute becomes part of the name; null when it was said in the minute before. */
  private DeskPost.@Nullable Reply named(ZohoReference about, DeskPost.Reply reply) {
    long minute = clock.instant().getEpochSecond() / REPEATED_WITHIN;
    boolean wasSaid = humanSide.hasHeard(about, TicketNews.SOURCE, unnamed(reply.id(), minute - 1));
    return wasSaid
        ? null
        : new DeskPost.Reply(unnamed(reply.id(), minute), reply.at(), reply.agent(), reply.text());
  }

  private static String unnamed(String hash, long minute) {
    return "unnamed:" + hash + ":" + minute;
  }

  private String closed(DeskNews.Closed closed) {
    return tickets
        .about(closed.ticketId())
        .map(about -> heard(tickets.closed(about, closed.at(), closed.ticketNumber())))
        .orElse(UNKNOWN_TICKET);
  }

  /** A ticket and a session of two visitors: nobody can tell whom the words are for. */
  private boolean isContradictory(@Nullable String ticketId, @Nullable String sessionId) {
    if (ticketId == null || sessionId == null) {
      return false;
    }
    Optional<ZohoReference> ticket = tickets.about(ticketId);
    Optional<ZohoReference> session = about(null, sessionId);
    return ticket.isPresent()
        && session.isPresent()
        && !ticket.get().conversation().equals(session.get().conversation());
  }

  private Optional<ZohoReference> about(@Nullable String ticketId, @Nullable String sessionId) {
    Optional<ZohoReference> byTicket =
        ticketId == null ? Optional.empty() : tickets.about(ticketId);
    return byTicket.isPresent() || sessionId == null
        ? byTicket
        : references.find(ConversationKey.of(Channel.WEB, sessionId));
  }

  private static String heard(HumanSide.Heard heard) {
    return heard.name().toLowerCase(Locale.ROOT);
  }
}
