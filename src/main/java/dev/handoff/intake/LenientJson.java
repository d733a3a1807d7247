package dev.handoff.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.handoff.handoff.SafeText;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Reads JSON whose shape nobody promised (sheet section 10). Nothing here throws. */
public final class LenientJson {

  private static final int MAX_DEPTH = 6;
  private static final int MAX_ID = 200;

  private LenientJson() {}

  /** The field of that name, or a missing node where the parent is no object. */
  public static JsonNode child(JsonNode parent, String name) {
    JsonNode child = parent.isObject() ? parent.get(name) : null;
    return child == null ? MissingNode.getInstance() : child;
  }

  /** The first of these fields that holds a non-empty string or number. */
  public static @Nullable String first(JsonNode parent, String... names) {
    for (String name : names) {
      JsonNode value = child(parent, name);
      if (value.isTextual() || value.isNumber()) {
        String text = clean(value.asText());
        if (!text.isEmpty()) {
          return text;
        }
      }
    }
    return null;
  }

  /** Like {@link #first}, cut to a length every index can hold. */
  public static @Nullable String firstId(JsonNode parent, String... names) {
    String id = first(parent, names);
    return id == null || id.length() <= MAX_ID ? id : id.substring(0, MAX_ID);
  }

  /** Whatever text a node holds: itself, its {@code text} or {@code value}, or all its parts. */
  public static String flat(JsonNode node) {
    StringJoiner parts = new StringJoiner(", ");
    flatten(node, parts, 0);
    return clean(parts.toString());
  }

  private static void flatten(JsonNode node, StringJoiner parts, int depth) {
    if (depth > MAX_DEPTH) {
      return;
    }
    if (node.isValueNode()) {
      if ((node.isTextual() || node.isNumber()) && !node.asText().isBlank()) {
        parts.add(node.asText().strip());
      }
    } else if (node.hasNonNull("text")) {
      flatten(node.get("text"), parts, depth + 1);
    } else if (node.hasNonNull("value")) {
      flatten(node.get("value"), parts, depth + 1);
    } else {
      node.forEach(part -> flatten(part, parts, depth + 1));
    }
  }

  /** Trimmed, and as it may be stored. */
  public static String clean(String text) {
    return SafeText.of(text).strip();
  }
}
