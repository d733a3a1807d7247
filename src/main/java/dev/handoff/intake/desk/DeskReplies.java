package dev.handoff.intake.desk;

import dev.handoff.handoff.Channel;
import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.HumanEvent;
import dev.handoff.handoff.HumanSide;
import dev.handoff.handoff.OwnWords;
import dev.handoff.handoff.References;
import dev.handoff.handoff.ReleaseReason;
import dev.handoff.handoff.ZohoReference;
import dev.handoff.zoho.desk.DeskPost;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes in what Desk told: whose conversation it is, whether it is an echo, and then what it is.
 */
@Component
final class DeskReplies {

  private static final String SOURCE = "desk";

  /** A sender that names nothing repeats itself within so many seconds, or means it. */
  private static final long REPEATED_WITHIN = 60;

  private final References references;
  private final HumanSide humanSide;
  private final OwnWords own;
  private final Clock clock;

  DeskReplies(References references, HumanSide humanSide, OwnWords own, Clock clock) {
    this.references = references;
    this.humanSide = humanSide;
    this.own = own;
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
    return news instanceof DeskNews.Nothing nothing ? nothing.why() : "unread";
  }

  private String said(DeskNews.Said said) {
    ZohoReference about = about(said.ticketId(), said.sessionId()).orElse(null);
    if (about == null) {
      return said.ticketId() == null ? "unknown_session" : "unknown_ticket";
    }
    DeskPost.Reply reply = said.reply();
    if (own.wrote(about, reply.id(), reply.text())) {
      return "own";
    }
    String id = said.isNamed() ? reply.id() : nameNow(about, reply.id());
    return id == null
        ? heard(HumanSide.Heard.REPEATED)
        : heard(
            humanSide.hear(
                about,
                new HumanEvent.Replied(SOURCE, id, reply.at(), reply.agent(), reply.text())));
  }

  /** The minute is part of the name; null when it was said in the minute before. */
  private @Nullable String nameNow(ZohoReference about, String hash) {
    long minute = clock.instant().getEpochSecond() / REPEATED_WITHIN;
    boolean wasSaid = humanSide.hasHeard(about, SOURCE, unnamed(hash, minute - 1));
    return wasSaid ? null : unnamed(hash, minute);
  }

  private static String unnamed(String hash, long minute) {
    return "unnamed:" + hash + ":" + minute;
  }

  private String closed(DeskNews.Closed closed) {
    return about(closed.ticketId(), null)
        .map(
            about ->
                heard(
                    humanSide.hear(
                        about,
                        new HumanEvent.Ended(
                            SOURCE,
                            closed.id(),
                            closed.at(),
                            ReleaseReason.COMPLETED,
                            closed.ticketNumber()))))
        .orElse("unknown_ticket");
  }

  private Optional<ZohoReference> about(@Nullable String ticketId, @Nullable String sessionId) {
    Optional<ZohoReference> byTicket =
        ticketId == null
            ? Optional.empty()
            : references.find(ConversationKey.DEFAULT_TENANT, References.DESK, List.of(ticketId));
    return byTicket.isPresent() || sessionId == null
        ? byTicket
        : references.find(ConversationKey.of(Channel.WEB, sessionId));
  }

  private static String heard(HumanSide.Heard heard) {
    return heard.name().toLowerCase(Locale.ROOT);
  }
}
