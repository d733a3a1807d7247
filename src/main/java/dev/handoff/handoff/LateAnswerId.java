package dev.handoff.handoff;

/** Names a late answer, and its work item: there is one for each handoff at most. */
public record LateAnswerId(String tenant, HandoffId handoff) {

  private static final char SEPARATOR = '/';

  public static LateAnswerId of(Handoff handoff) {
    return new LateAnswerId(handoff.conversation().tenant(), handoff.id());
  }

  /** One text for both parts, for stores that know only names. */
  public String asText() {
    return tenant + SEPARATOR + handoff.value();
  }

  /** The reverse of {@link #asText()}. */
  public static LateAnswerId fromText(String text) {
    int at = text.indexOf(SEPARATOR);
    if (at < 0) {
      throw new IllegalArgumentException("late answer id: " + text + " (expected: <tenant>/<id>)");
    }
    return new LateAnswerId(text.substring(0, at), new HandoffId(text.substring(at + 1)));
  }
}
