package dev.handoff.intake.desk;

import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.HandoffId;
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

  /**
   * What became of news.
   *
   * @param word for metrics; of a small set
   * @param handoff whose ticket or session it was; null when that is not known
   */
  record Taken(String word, @Nullable HandoffId handoff) {

    private static Taken of(String word, ZohoReference about) {
      return new Taken(word, about.knownHandoff().orElse(null));
    }
  }

  /** What became of it. Durable when this returns. */
  Taken take(DeskNews news) {
    if (news instanceof DeskNews.Said said) {
      return said(said);
    }
    if (news instanceof DeskNews.Closed closed) {
      return closed(closed);
    }
    if (news instanceof DeskNews.Unread unread) {
      return unread(unread);
    }
    return new Taken(((DeskNews.Nothing) news).why(), null);
  }

  private Taken unread(DeskNews.Unread unread) {
    ZohoReference about = tickets.about(unread.ticketId()).orElse(null);
    if (about == null) {
      return new Taken(UNKNOWN_TICKET, null);
    }
    reads.schedule(unread.ticketId(), unread.threadId(), unread.at());
    return Taken.of("read_later", about);
  }

  private Taken said(DeskNews.Said said) {
    if (isContradictory(said.ticketId(), said.sessionId())) {
      return new Taken("mismatch", null);
    }
    ZohoReference about = about(said.ticketId(), said.sessionId()).orElse(null);
    if (about == null) {
      return new Taken(said.ticketId() == null ? "unknown_session" : UNKNOWN_TICKET, null);
    }
    DeskPost.Reply reply = said.isNamed() ? said.reply() : named(about, said.reply());
    String word =
        reply == null
            ? heard(HumanSide.Heard.REPEATED)
            : tickets.replied(about, reply).map(DeskReplies::heard).orElse("own");
    return Taken.of(word, about);
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

  private Taken closed(DeskNews.Closed closed) {
    return tickets
        .about(closed.ticketId())
        .map(
            about ->
                Taken.of(heard(tickets.closed(about, closed.at(), closed.ticketNumber())), about))
        .orElse(new Taken(UNKNOWN_TICKET, null));
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
