package dev.handoff.relay.catchup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.delivery.ConversationShown;
import dev.handoff.handoff.Handoff;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of one chat since the last look, page by page. Zoho does not say in which
 * order its list comes, nor whether it keeps to the limit: whatever brings nothing new is the end.
 */
public final class ChatLook {

  private static final int PAGE = 99;
  private static final int MOST_PAGES = 20;

  private final Handoff handoff;
  private final String id;
  private final Instant since;
  private final List<ChatRow> rows = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private @Nullable ConversationShown shown;
  private @Nullable Instant from;
  private @Nullable Instant to;
  private int pages;
  private boolean open = true;
  private boolean newestFirst;

  ChatLook(Handoff handoff, String id, Instant since) {
    this.handoff = handoff;
    this.id = id;
    this.since = since;
    this.from = since;
  }

  Handoff handoff() {
    return handoff;
  }

  /** SalesIQ's numeric id of the conversation. */
  public String getId() {
    return id;
  }

  void shown(ConversationShown what) {
    shown = what;
  }

  @Nullable ConversationShown shown() {
    return shown;
  }

  /** Whether there may be more messages. */
  public boolean isOpen() {
    return open;
  }

  /** Where the next page is (salesiq.md 4.3). */
  public String getPath() {
    String path =
        "/conversations/" + id + "/messages?limit=" + PAGE + "&from_time=" + millis(from, since);
    return to == null ? path : path + "&to_time=" + to.toEpochMilli();
  }

  private static long millis(@Nullable Instant time, Instant otherwise) {
    return (time == null ? otherwise : time).toEpochMilli();
  }

  /** Takes a page in and finds out where the next one begins. */
  void read(JsonNode page) {
    List<ChatRow> fresh = new ArrayList<>();
    for (JsonNode one : page) {
      ChatRow row = ChatRow.of(one);
      if (row != null && known.add(row.id())) {
        fresh.add(row);
      }
    }
    pages++;
    open = !fresh.isEmpty() && pages < MOST_PAGES;
    if (fresh.isEmpty()) {
      return;
    }
    rows.addAll(fresh);
    Instant first = fresh.get(0).at();
    Instant last = fresh.get(fresh.size() - 1).at();
    if (pages == 1) {
      newestFirst = last.isBefore(first);
    }
    if (newestFirst) {
      to = last;
    } else {
      from = last;
    }
  }

  /** Everything that was read, oldest first. */
  List<ChatRow> rows() {
    return rows.stream().sorted().toList();
  }

  /** Up to when everything is read; older messages may be missing where there were too many. */
  Instant seenUntil() {
    boolean gap = newestFirst && pages >= MOST_PAGES;
    return gap || rows.isEmpty() ? since : rows().get(rows.size() - 1).at();
  }
}
