package dev.handoff.handoff;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event that waits for its conversation to be known; also the name of its work item.
 *
 * @param kind of which kind the conversation's ids are
 * @param name under which everything is kept that seems to be of one conversation
 * @param event names the event within it
 */
public record KeptEventId(String tenant, String kind, String name, String event) {

  private static final Pattern TEXT = Pattern.compile("([^/]*)/([^/]*)/([0-9a-f]*)/(.*)");

  /** One text for all parts, for stores that know only names. */
  public String asText() {
    return tenant + '/' + kind + '/' + event + '/' + name;
  }

  /** The reverse of {@link #asText()}. */
  public static KeptEventId fromText(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "kept event: " + text + " (expected: <tenant>/<kind>/<event>/<name>)");
    }
    return new KeptEventId(parts.group(1), parts.group(2), parts.group(4), parts.group(3));
  }

  KeptName conversation() {
    return new KeptName(tenant, kind, name);
  }
}
