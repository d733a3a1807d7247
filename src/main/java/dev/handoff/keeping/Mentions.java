package dev.handoff.keeping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Blots out an address where others wrote it, or where nobody knows whose words they are. What is
 * written about somebody in another visitor's conversation is not that person's conversation.
 */
@Component
final class Mentions {

  private static final String BLOT = "[erased]";

  /** A column of text, and the other columns of its table's key. */
  private record Place(String table, String column, String... key) {}

  private static final List<Place> PLACES =
      List.of(
          new Place("handoff", "request", "id"),
          new Place("handoff", "mend", "id"),
          new Place("handoff", "error_message", "id"),
          new Place("handoff", "error_remedy", "id"),
          new Place("handoff_step", "detail", "handoff", "name"),
          new Place("handoff_step", "facts", "handoff", "name"),
          new Place("outbound_message", "payload", "id"),
          new Place("outbound_message", "error_message", "id"),
          new Place("late_answer", "asked", "handoff"),
          new Place("kept_event", "payload", "kind", "name", "event_id"),
          new Place("idempotency_key", "answer", "operation", "key_value"),
          new Place("audit", "detail", "id"));

  private static final List<Place> WORDS =
      Stream.of("content", "author_name", "subject")
          .map(column -> new Place("handoff_messages", column, "conversation", "number"))
          .toList();

  private static final int PAGE = 5_000;

  private final JdbcClient db;

  Mentions(JdbcClient db) {
    this.db = db;
  }

  /** Tells the run what was blotted, and the conversations of others in which it stood. */
  void blot(String tenant, Whom whom, ErasureRun run) {
    Pattern address = whom.address();
    if (address == null) {
      return;
    }
    String like = PersonFinder.like(String.valueOf(whom.email()));
    TreeSet<String> others = new TreeSet<>();
    for (Place place : WORDS) {
      pages(
          tenant,
          place,
          like,
          row -> {
            if (isBlotted(tenant, place, row, address, run)
                && others.add(String.valueOf(row.get("conversation")))) {
              run.mentioned(named(tenant, String.valueOf(row.get("conversation"))));
            }
          });
    }
    for (Place place : PLACES) {
      pages(tenant, place, like, row -> isBlotted(tenant, place, row, address, run));
    }
  }

  /**
   * Rows in which it may stand, in the order of the key. A page is so many rows of the table, found
   * or not, so that no statement reads all of a large table.
   */
  private void pages(String tenant, Place place, String like, Consumer<Map<String, Object>> row) {
    Map<String, Object> last = null;
    while (true) {
      Map<String, Object> end = end(tenant, place, last);
      found(tenant, place, like, last, end).forEach(row);
      if (end == null) {
        return;
      }
      last = end;
    }
  }

  /** The key of the last row of the next full page; null when the rest is less. */
  private @Nullable Map<String, Object> end(
      String tenant, Place place, @Nullable Map<String, Object> last) {
    String keys = String.join(", ", place.key());
    return db
        .sql(
            "select "
                + keys
                + " from "
                + place.table()
                + " where tenant = :tenant"
                + beyond(place, last, ">", "last_")
                + " order by "
                + keys
                + " limit 1 offset "
                + (PAGE - 1))
        .param("tenant", tenant)
        .params(prefixed("last_", last))
        .query()
        .listOfRows()
        .stream()
        .findFirst()
        .orElse(null);
  }

  private List<Map<String, Object>> found(
      String tenant,
      Place place,
      String like,
      @Nullable Map<String, Object> last,
      @Nullable Map<String, Object> end) {
    return db.sql(
            "select "
                + String.join(", ", place.key())
                + ", "
                + place.column()
                + " as text from "
                + place.table()
                + " where tenant = :tenant"
                + beyond(place, last, ">", "last_")
                + beyond(place, end, "<=", "end_")
                + " and lower("
                + place.column()
                + ") like :like escape '!'")
        .param("tenant", tenant)
        .param("like", like)
        .params(prefixed("last_", last))
        .params(prefixed("end_", end))
        .query()
        .listOfRows();
  }

  private static String beyond(
      Place place, @Nullable Map<String, Object> than, String how, String prefix) {
    return than == null
        ? ""
        : " and (%s) %s (:%s%s)"
            .formatted(
                String.join(", ", place.key()),
                how,
                prefix,
                String.join(", :" + prefix, place.key()));
  }

  private static Map<String, Object> prefixed(String prefix, @Nullable Map<String, Object> key) {
    Map<String, Object> prefixed = new TreeMap<>();
    if (key != null) {
      key.forEach((column, value) -> prefixed.put(prefix + column.toLowerCase(Locale.ROOT), value));
    }
    return prefixed;
  }

  private boolean isBlotted(
      String tenant, Place place, Map<String, Object> row, Pattern address, ErasureRun run) {
    String text = String.valueOf(row.get("text"));
    String blotted = address.matcher(text).replaceAll(BLOT);
    if (blotted.equals(text)) {
      return false;
    }
    Map<String, Object> values = new TreeMap<>();
    List<String> key = new ArrayList<>();
    Arrays.stream(place.key())
        .forEach(
            column -> {
              key.add(" and " + column + " = :" + column);
              values.put(column, row.get(column));
            });
    long changed =
        db.sql(
                "update %s set %s = :text where tenant = :tenant and %s = :old%s"
                    .formatted(place.table(), place.column(), place.column(), String.join("", key)))
            .param("tenant", tenant)
            .param("text", blotted)
            .param("old", text)
            .params(values)
            .update();
    run.add(Map.of("mentions", changed));
    return changed > 0;
  }

  private Map<String, String> named(String tenant, String id) {
    Map<String, String> names = new LinkedHashMap<>();
    db.sql("select channel, conversation_id from conversation where tenant = :tenant and id = :id")
        .param("tenant", tenant)
        .param("id", id)
        .query(
            row -> {
              names.put("channel", row.getString("channel"));
              names.put("conversationId", row.getString("conversation_id"));
            });
    return names;
  }
}
