package dev.handoff.intake.desk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.intake.desk.DeskNews.Closed;
import dev.handoff.intake.desk.DeskNews.Nothing;
import dev.handoff.intake.desk.DeskNews.Said;
import dev.handoff.intake.desk.DeskNews.Unread;
import dev.handoff.zoho.desk.DeskOrganisation;
import dev.handoff.zoho.desk.DeskPost;
import dev.handoff.zoho.desk.DeskPosts;
import dev.handoff.zoho.desk.DeskTimes;
import dev.handoff.zoho.desk.TicketShown;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the events of Desk's own webhooks (desk.md 10). Nothing here throws: what cannot be read is
 * nothing for a visitor, and does not hold up what stands beside it.
 */
@Component
final class DeskEvents {

  private final DeskPosts posts;
  private final Clock clock;
  private final DeskOrganisation ours;

  DeskEvents(DeskPosts posts, Clock clock, DeskOrganisation ours) {
    this.posts = posts;
    this.clock = clock;
    this.ours = ours;
  }

  DeskNews read(JsonNode event) {
    JsonNode payload = event.path("payload");
    if (!event.isObject() || !payload.isObject()) {
      return new Nothing("unreadable");
    }
    String org = event.path("orgId").asText("").strip();
    if (!org.isEmpty() && ours.isOther(org)) {
      return new Nothing("other_org");
    }
    Instant at = DeskTimes.read(event.path("eventTime"), clock.instant());
    return switch (event.path("eventType").asText("").strip().toLowerCase(Locale.ROOT)) {
      case "ticket_comment_add" -> post(payload, posts.comment(payload, at), at);
      case "ticket_thread_add" -> post(payload, posts.thread(payload, at), at);
      case "ticket_update" -> update(payload, at);
      default -> new Nothing("unknown_event");
    };
  }

  private static DeskNews post(JsonNode payload, DeskPost post, Instant at) {
    String ticket = ticket(payload);
    if (post instanceof DeskPost.NotForVisitor not) {
      return new Nothing(not.why().wireName());
    }
    if (ticket == null) {
      return new Nothing("unreadable");
    }
    return post instanceof DeskPost.Incomplete part
        ? new Unread(ticket, part.threadId(), at)
        : new Said(ticket, null, (DeskPost.Reply) post, true);
  }

  private static @Nullable String ticket(JsonNode payload) {
    String id = DeskPosts.id(payload.path("ticketId"));
    return id == null ? DeskPosts.id(payload.path("ticket").path("id")) : id;
  }

  private static DeskNews update(JsonNode ticket, Instant at) {
    String id = DeskPosts.id(ticket.path("id"));
    if (id == null) {
      return new Nothing("unreadable");
    }
    if (!TicketShown.isClosed(ticket)) {
      return new Nothing("not_closed");
    }
    Instant closed = DeskTimes.read(ticket.path("closedTime"), at);
    return new Closed(id, closed, TicketShown.number(ticket, id));
  }
}
