package dev.handoff.relay.catchup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.HumanEvent;
import dev.handoff.handoff.Operator;
import dev.handoff.handoff.References;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One message of a chat as SalesIQ lists it (salesiq.md 4.3).
 *
 * @param id the same as {@code msgid} in events
 */
record ChatRow(String id, Instant at, JsonNode row) implements Comparable<ChatRow> {

  private static final Pattern MILLIS = Pattern.compile("([1-9]\\d{11,13})(_\\d+)?");
  private static final Pattern WEB = Pattern.compile("(?i)https?://[^\\s<>\"]{3,2000}");

  private static final Comparator<ChatRow> ORDER =
      Comparator.comparing(ChatRow::at).thenComparing(ChatRow::id);

  /** Null for a row without id or time. */
  static @Nullable ChatRow of(JsonNode row) {
    String id = row.path("id").asText("");
    Matcher time = MILLIS.matcher(row.path("time").asText(id));
    if (id.isEmpty() || !time.matches()) {
      return null;
    }
    return new ChatRow(id, Instant.ofEpochMilli(Long.parseLong(time.group(1))), row);
  }

  /** What an operator wrote; nothing for what visitors, bots and SalesIQ itself did. */
  Optional<HumanEvent> reply() {
    JsonNode sender = row.path("sender");
    String type = row.path("type").asText("text").toLowerCase(Locale.ROOT);
    boolean operator =
        sender.path("id").asText("").matches("\\d+") && !sender.path("is_bot").asBoolean(false);
    String text = text(type);
    if (!operator || type.equals("info") || text.isEmpty()) {
      return Optional.empty();
    }
    Operator who = new Operator(sender.path("id").asText(), sender.path("name").asText(null), null);
    return Optional.of(new HumanEvent.Replied(References.SALESIQ, id, at, who, text));
  }

  private String text(String type) {
    JsonNode message = row.path("message");
    String words = message.path("text").asText("").strip();
    String url = message.path("url").asText("");
    if (!WEB.matcher(url).matches() || words.contains(url)) {
      return words;
    }
    String name = message.path("name").asText(message.path("file_name").asText(""));
    String file = "[" + type + "] " + (name.isEmpty() ? "" : name + ": ") + url;
    return words.isEmpty() ? file : words + "\n" + file;
  }

  @Override
  public int compareTo(ChatRow other) {
    return ORDER.compare(this, other);
  }
}
