package dev.handoff.relay.catchup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Handoff;
import dev.handoff.zoho.desk.DeskPost;
import dev.handoff.zoho.desk.DeskPosts;
import dev.handoff.zoho.desk.DeskTimes;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Reads a ticket's comments and then its threads since the last look, the newest ones first. */
public final class TicketLook {

  private static final int PAGE = 100;
  private static final int MOST_PAGES = 10;

  private enum Part {
    COMMENTS,
    THREADS,
    UNREAD,
    DONE
  }

  private final Handoff handoff;
  private final String ticketId;
  private final Instant since;
  private final Instant now;
  private final DeskPosts posts;
  private final List<DeskPost.Reply> replies = new ArrayList<>();
  private final Deque<String> unread = new ArrayDeque<>();
  private Part part = Part.COMMENTS;
  private int page;
  private Instant newest;

  TicketLook(Handoff handoff, String ticketId, Instant since, Instant now, DeskPosts posts) {
    this.handoff = handoff;
    this.ticketId = ticketId;
    this.since = since;
    this.now = now;
    this.posts = posts;
    this.newest = since;
  }

  Handoff handoff() {
    return handoff;
  }

  /** Desk's id of the ticket. */
  public String getId() {
    return ticketId;
  }

  /** Whether there may be more. */
  public boolean isOpen() {
    return part != Part.DONE;
  }

  /**
   * Where the next page is, or the next thread of which a list shows only the beginning (7.6, 7.7).
   */
  public String getPath() {
    String place = "limit=" + PAGE + "&from=" + page * PAGE;
    String ticket = "/tickets/" + ticketId;
    return switch (part) {
      case COMMENTS -> ticket + "/comments?sortBy=-commentedTime&" + place;
      case THREADS -> ticket + "/threads?" + place;
      case UNREAD, DONE -> ticket + "/threads/" + unread.peek() + "?include=plainText";
    };
  }

  /** Takes in what is there. */
  void read(JsonNode answer) {
    if (part == Part.UNREAD) {
      unread.poll();
      take(posts.wholeThread(answer, now));
    } else {
      page(answer.path("data"));
    }
    if (part == Part.UNREAD && unread.isEmpty()) {
      part = Part.DONE;
    }
  }

  /**
   * Takes a page in; its part ends with a page that is not full or reaches behind the last look.
   */
  private void page(JsonNode rows) {
    boolean reachesBack = false;
    for (JsonNode row : rows) {
      String field = part == Part.COMMENTS ? "commentedTime" : "createdTime";
      Instant at = DeskTimes.read(row.path(field), now);
      reachesBack |= at.isBefore(since);
      if (!at.isBefore(since)) {
        newest = at.isAfter(newest) ? at : newest;
        take(part == Part.COMMENTS ? posts.comment(row, now) : posts.thread(row, now));
      }
    }
    page++;
    if (reachesBack || rows.size() < PAGE || page >= MOST_PAGES) {
      page = 0;
      part = part == Part.COMMENTS ? Part.THREADS : Part.UNREAD;
    }
  }

  private void take(DeskPost post) {
    if (post instanceof DeskPost.Reply reply) {
      replies.add(reply);
    } else if (post instanceof DeskPost.Incomplete incomplete) {
      unread.add(incomplete.threadId());
    }
  }

  /** What agents wrote, oldest first. */
  List<DeskPost.Reply> replies() {
    return replies.stream().sorted(Comparator.comparing(DeskPost.Reply::at)).toList();
  }

  Instant seenUntil() {
    return newest;
  }
}
