package dev.handoff.relay.catchup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Handoff;
import dev.handoff.zoho.desk.DeskPost;
import dev.handoff.zoho.desk.DeskPosts;
import dev.handoff.zoho.desk.DeskTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a ticket's comments and then its threads since the last look, the newest ones first. What
 * is not sent yet, or cannot be read now, is reached again by the next look.
 */
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
  private final Predicate<String> known;
  private final List<DeskPost.Reply> replies = new ArrayList<>();
  private final Map<String, Instant> unread = new LinkedHashMap<>();
  private Part part = Part.COMMENTS;
  private int page;
  private Instant newest;
  private Instant held = Instant.MAX;

  /**
   * @param known ids of threads that need not be read again
   */
  TicketLook(
      Handoff handoff,
      String ticketId,
      Instant since,
      Instant now,
      DeskPosts posts,
      Predicate<String> known) {
    this.handoff = handoff;
    this.ticketId = ticketId;
    this.since = since;
    this.now = now;
    this.posts = posts;
    this.known = known;
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
      case UNREAD, DONE -> ticket + "/threads/" + thread() + "?include=plainText";
    };
  }

  /** Takes in what is there. */
  void read(JsonNode answer) {
    String thread = thread();
    if (thread == null) {
      page(answer.path("data"));
    } else {
      Instant at = unread.remove(thread);
      take(posts.wholeThread(answer, now), at == null ? now : at);
    }
    settle();
  }

  /** The thread that is read by its id now; null while lists are read. */
  @Nullable String thread() {
    return part == Part.UNREAD ? unread.keySet().iterator().next() : null;
  }

  /**
   * What was asked for last cannot be read; goes on with what stands beside it.
   *
   * @param forGood whether the next look need not ask again, if it is a thread
   */
  void skip(boolean forGood) {
    String thread = thread();
    if (thread == null) {
      hold(since);
      nextPart();
    } else {
      Instant at = unread.remove(thread);
      hold(forGood || at == null ? Instant.MAX : at);
    }
    settle();
  }

  private void settle() {
    if (part == Part.UNREAD && unread.isEmpty()) {
      part = Part.DONE;
    }
  }

  /** The next look reaches back to there. */
  private void hold(Instant at) {
    held = at.isBefore(held) ? at : held;
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
        if (part == Part.THREADS && DeskPosts.isToBeSent(row)) {
          hold(at);
        }
        take(part == Part.COMMENTS ? posts.comment(row, now) : posts.thread(row, now), at);
      }
    }
    page++;
    if (reachesBack || rows.size() < PAGE || page >= MOST_PAGES) {
      nextPart();
    }
  }

  private void nextPart() {
    page = 0;
    part = part == Part.COMMENTS ? Part.THREADS : Part.UNREAD;
  }

  private void take(DeskPost post, Instant at) {
    if (post instanceof DeskPost.Reply reply) {
      replies.add(reply);
    } else if (post instanceof DeskPost.Incomplete cut && !known.test(cut.threadId())) {
      unread.put(cut.threadId(), at);
    }
  }

  /** What agents wrote, oldest first. */
  List<DeskPost.Reply> replies() {
    return replies.stream().sorted(Comparator.comparing(DeskPost.Reply::at)).toList();
  }

  /** Up to when nothing has to be read again; null when that is no later than before. */
  @Nullable Instant seenUntil() {
    Instant until = held.isBefore(newest) ? held : newest;
    return until.isAfter(since) ? until : null;
  }
}
