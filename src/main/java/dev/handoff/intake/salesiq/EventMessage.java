package dev.handoff.intake.salesiq;

import static dev.handoff.intake.LenientJson.child;
import static dev.handoff.intake.LenientJson.first;
import static dev.handoff.intake.LenientJson.firstId;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.HumanEvent;
import dev.handoff.handoff.SafeText;
import dev.handoff.intake.LenientJson;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What somebody wrote, and the files that came with it (sheet sections 4.3 and 7.3). */
final class EventMessage {

  /** {@code <ms>_<digits>}. */
  private static final Pattern TIMED_ID = Pattern.compile("(\\d{12,16})_\\d+");

  private static final Pattern WEB = Pattern.compile("(?i)https?://[^\\s<>\"]{3,2000}");

  private final JsonNode message;

  EventMessage(JsonNode message) {
    this.message = message;
  }

  /** Whether anything was written. */
  boolean isThere() {
    return message.isTextual() || (message.isObject() && !message.isEmpty());
  }

  JsonNode sender() {
    return child(message, "sender");
  }

  @Nullable String id() {
    return firstId(message, "msgid", "id", "message_id");
  }

  /** Visitors have ids that begin with a dollar sign, in transcripts at least. */
  boolean isOfVisitor() {
    String type = first(sender(), "type");
    if (type != null) {
      String plain = type.toLowerCase(Locale.ROOT);
      return plain.equals("visitor") || plain.equals("lead") || plain.equals("contact");
    }
    return String.valueOf(firstId(sender(), "id")).startsWith("$");
  }

  @Nullable Instant at(EventTimes times) {
    Instant told = times.first(message, "time", "sent_time");
    if (told != null) {
      return told;
    }
    Matcher id = TIMED_ID.matcher(String.valueOf(id()));
    return id.matches() ? times.read(id.group(1)) : null;
  }

  /** The words, and a line for each file; never markup that anybody would render. */
  String text() {
    JsonNode words = message.isObject() ? child(message, "text") : message;
    StringBuilder all = new StringBuilder(LenientJson.flat(words));
    for (String file : files()) {
      if (all.indexOf(file) < 0) {
        all.append(all.isEmpty() ? "" : "\n").append(file);
      }
    }
    return SafeText.of(all.toString(), HumanEvent.LONGEST_TEXT);
  }

  private Set<String> files() {
    Set<String> files = new LinkedHashSet<>();
    if (message.isObject()) {
      addFile(message, files);
    }
    for (String part : new String[] {"attachment", "file", "image", "attachments", "files"}) {
      JsonNode node = child(message, part);
      if (node.isArray()) {
        node.forEach(one -> addFile(one, files));
      } else {
        addFile(node, files);
      }
    }
    return files;
  }

  private void addFile(JsonNode file, Set<String> files) {
    String url =
        file.isTextual()
            ? file.asText()
            : first(file, "url", "file_url", "download_url", "attachment_url");
    if (url == null || !WEB.matcher(url).matches()) {
      return;
    }
    String name = first(file, "name", "file_name", "filename");
    String type = first(message, "type");
    String what = type == null || type.equalsIgnoreCase("text") ? "file" : type;
    files.add("[" + LenientJson.clean(what) + "] " + (name == null ? "" : name + ": ") + url);
  }
}
