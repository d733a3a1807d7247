package dev.handoff.relay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.EventHeard;
import dev.handoff.zoho.ZohoFailure;
import dev.handoff.zoho.desk.DeskPost;
import dev.handoff.zoho.desk.DeskPosts;
import dev.handoff.zoho.desk.TicketNews;
import java.time.Clock;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** One thread of a ticket, read by its id (desk.md 7.7). */
@Component
public final class DeskThread {

  private static final Logger log = LoggerFactory.getLogger(DeskThread.class);

  private final DeskPosts posts;
  private final TicketNews news;
  private final ApplicationEventPublisher counts;
  private final Clock clock;

  DeskThread(DeskPosts posts, TicketNews news, ApplicationEventPublisher counts, Clock clock) {
    this.posts = posts;
    this.news = news;
    this.counts = counts;
    this.clock = clock;
  }

  /** Where Desk shows it. */
  public String path(@Body ThreadRead thread) {
    return "/tickets/" + thread.ticketId() + "/threads/" + thread.threadId() + "?include=plainText";
  }

  /** Passes it on, if it is an agent's reply still. */
  public void hear(@Body JsonNode shown, @Variable("thread") ThreadRead thread) {
    DeskPost post = posts.wholeThread(shown, clock.instant());
    if (post instanceof DeskPost.Reply reply) {
      news.about(thread.ticketId()).ifPresent(about -> news.replied(about, reply));
    }
  }

  /** Desk refuses to show it; there is nothing to wait for. */
  public void gone(@Variable("thread") ThreadRead thread, @ExchangeException ZohoFailure failure) {
    counts.publishEvent(new EventHeard(TicketNews.SOURCE, "thread", "refused"));
    log.warn(
        "thread {} of ticket {} cannot be read ({}); its reply reaches nobody",
        thread.threadId(),
        thread.ticketId(),
        failure.code());
  }
}
