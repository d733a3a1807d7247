package dev.handoff.keeping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
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
          new Place("handoff", "error_message", "id"),
          new Place("handoff_step", "detail", "handoff", "name"),
          new Place("handoff_step", "facts", "handoff", "name"),
          new Place("outbound_message", "payload", "id"),
          new Place("late_answer", "asked", "handoff"),
          new Place("kept_event", "payload", "kind", "name", "event_id"),
          new Place("idempotency_key", "answer", "operation", "key_value"),
          new Place("audit", "detail", "id"));

  private static final Place WORDS =
      new Place("handoff_messages", "content", "conversation", "number");

  private final JdbcClient db;

  Mentions(JdbcClient db) {
    this.db = db;
  }

  /** The conversations of others in which it stood. */
  List<Map<String, String>> blot(String tenant, Whom whom, Map<String, Long> counts) {
    Pattern address = whom.address();
    if (address == null) {
      return List.of();
    }
    String like = PersonFinder.like(String.valueOf(whom.email()));
    TreeSet<String> conversations = new TreeSet<>();
    // In slices, as there are so many words; a conversation's id is hexadecimal.
    for (char first : "0123456789abcdef".toCharArray()) {
      for (Map<String, Object> row : found(tenant, WORDS, like, String.valueOf(first))) {
        if (isBlotted(tenant, WORDS, row, address, counts)) {
          conversations.add(String.valueOf(row.get("conversation")));
        }
      }
    }
    for (Place place : PLACES) {
      found(tenant, place, like, null)
          .forEach(row -> isBlotted(tenant, place, row, address, counts));
    }
    return conversations.stream().map(id -> named(tenant, id)).toList();
  }

  private List<Map<String, Object>> found(
      String tenant, Place place, String like, @Nullable String slice) {
    String from = slice == null ? "" : " and conversation between :slice and :slice || 'g'";
    return db.sql(
            "select "
                + String.join(", ", place.key())
                + ", "
                + place.column()
                + " as text from "
                + place.table()
                + " where tenant = :tenant"
                + from
                + " and lower("
                + place.column()
                + ") like :like escape '!'")
        .param("tenant", tenant)
        .param("like", like)
        .param("slice", slice)
        .query()
        .listOfRows();
  }

  private boolean isBlotted(
      String tenant,
      Place place,
      Map<String, Object> row,
      Pattern address,
      Map<String, Long> counts) {
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
    counts.merge("mentions", changed, Long::sum);
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
