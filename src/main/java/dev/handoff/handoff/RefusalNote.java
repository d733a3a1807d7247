package dev.handoff.handoff;

import dev.handoff.handoff.JdbcConversations.Locked;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The line in a conversation that says that a promise waits for a person to look after it. (That it
 * was kept, late or in time, is told with the outcome itself.)
 */
final class RefusalNote {

  private static final String TEXT =
      "This could not be done yet. It is kept, and our team looks into it.";

  private RefusalNote() {}

  /** Writes it where nobody else tells the outcome, and Zoho has not what was asked for. */
  static void write(Locked conversation, Handoff parked, List<JournalStep> journal) {
    if (!parked.request().channelRefs().tellsOutcome() || isServed(parked.kind(), journal)) {
      return;
    }
    List<TranscriptEntry> history = conversation.history();
    if (history.isEmpty() || !history.get(history.size() - 1).text().equals(TEXT)) {
      conversation.note("not-now", null, TEXT);
    }
  }

  private static boolean isServed(@Nullable HandoffKind kind, List<JournalStep> journal) {
    if (kind == null) {
      return false;
    }
    String id =
        switch (kind) {
          case TICKET -> "ticketId";
          case CALLBACK -> "callId";
          case CHAT -> "conversationId";
        };
    return journal.stream()
        .anyMatch(step -> step.state() == StepState.DONE && step.facts().containsKey(id));
  }
}
