package dev.handoff.intake;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Which of the gateway's entries a request uses: one of a few words, whatever its path holds, so
 * that it can be a label of a metric and the name of a span.
 */
public enum Door {
  SALESIQ_BOT("/webhook/salesiq"),
  SALESIQ_EVENTS("/webhook/salesiq/events"),
  DESK("/api/zoho/webhook"),
  CHAT("/api/chat"),
  /** A stream of a web chat, open for as long as the visitor looks. */
  STREAM("/api/chat/sessions"),
  HITL("/api/hitl"),
  BOTPRESS("/botpress"),
  ESCALATIONS("/api/escalations"),
  HANDOFFS("/api/handoffs"),
  WIDGET("/widget"),
  /** What else is under {@code /api}. */
  API("/api"),
  /** Everything else: pages, operators, what is not there. */
  OTHER("");

  private static final String STREAMS = "/stream";
  private static final List<Door> LONGEST_FIRST =
      Arrays.stream(values())
          .filter(door -> door != STREAM)
          .sorted(Comparator.comparingInt((Door door) -> door.path.length()).reversed())
          .toList();

  private final String path;

  Door(String path) {
    this.path = path;
  }

  /** The door of a decoded path. */
  static Door of(String path) {
    if (path.startsWith(STREAM.path) && path.endsWith(STREAMS)) {
      return STREAM;
    }
    return LONGEST_FIRST.stream()
        .filter(door -> path.equals(door.path) || path.startsWith(door.path + "/"))
        .findFirst()
        .orElse(OTHER);
  }

  /** The path that it stands at, without ids and keys. */
  public String path() {
    return path;
  }

  /** The lower-case name used in metrics. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
