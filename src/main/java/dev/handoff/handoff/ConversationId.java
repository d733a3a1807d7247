package dev.handoff.handoff;

/** The gateway's own id of a conversation; also the name of its work item. */
public record ConversationId(String tenant, String value) {

  private static final char SEPARATOR = '/';

  /** One text for both parts, for stores that know only names. */
  public String asText() {
    return tenant + SEPARATOR + value;
  }

  /** The reverse of {@link #asText()}. */
  public static ConversationId fromText(String text) {
    int at = text.indexOf(SEPARATOR);
    if (at < 0) {
      throw new IllegalArgumentException("conversation id: " + text + " (expected: <tenant>/<id>)");
    }
    return new ConversationId(text.substring(0, at), text.substring(at + 1));
  }
}
