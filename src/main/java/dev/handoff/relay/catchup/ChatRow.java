package dev.handoff.relay.catchup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.HumanEvent;
import dev.handoff.handoff.Operator;
import dev.handoff.handoff.References;
import dev.handoff.handoff.SafeText;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

  private static final Set<String> VISITORS = Set.of("visitor", "lead", "contact");
  private static final int LONGEST_ID = 200;

  private static final Comparator<ChatRow> ORDER =
      Comparator.comparing(ChatRow::at).thenComparing(ChatRow::id);

  /** Null for a row without id or time. */
  static @Nullable ChatRow of(JsonNode row) {
    String told = SafeText.of(row.path("id").asText("")).strip();
    String id = told.length() <= LONGEST_ID ? told : told.substring(0, LONGEST_ID);
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
    String text = text(type);
    if (!isOperator(sender) || type.equals("info") || text.isEmpty()) {
      return Optional.empty();
    }
    Operator who = new Operator(sender.path("id").asText(), sender.path("name").asText(null), null);
    return Optional.of(new HumanEvent.Replied(References.SALESIQ, id, at, who, text));
  }

  /** Its type tells where it is there, as in events; else the form of its id (salesiq.md 4.3). */
  private static boolean isOperator(JsonNode sender) {
    String type = sender.path("type").asText("").strip().toLowerCase(Locale.ROOT);
    String id = sender.path("id").asText("");
    if (sender.path("is_bot").asBoolean(false) || type.contains("bot")) {
      return false;
    }
    return type.isEmpty() ? id.matches("\\d+") : !VISITORS.contains(type) && !id.matches("b\\d+");
  }

  private String text(String type) {
    JsonNode message = row.path("message");
    JsonNode plain = message.isTextual() ? message : message.path("text");
    String words = SafeText.of(plain.asText("")).strip();
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
