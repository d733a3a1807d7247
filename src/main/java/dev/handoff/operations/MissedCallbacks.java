package dev.handoff.operations;

import dev.handoff.handoff.CallbackRequest;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.JournalStep;
import dev.handoff.handoff.StepState;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** A replay puts no call into the past: nobody would make it, and the visitor would hear of it. */
final class MissedCallbacks {

  private static final String CALL = "call";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

  private MissedCallbacks() {}

  /**
   * Why it must not be replayed; empty when it may.
   *
   * @param due when it would be sent again
   * @param journal read for missed callbacks only: a call that is at Zoho is finished at any time
   */
  static Optional<String> refusal(
      Handoff handoff, Instant due, Supplier<List<JournalStep>> journal) {
    CallbackRequest callback = handoff.request().callback();
    if (callback == null
        || (handoff.kind() != null && handoff.kind() != HandoffKind.CALLBACK)
        || callback.startsAt().isAfter(due)
        || isMade(journal.get())) {
      return Optional.empty();
    }
    return Optional.of(
        "Handoff "
            + handoff.id()
            + " is a callback for "
            + TIME.format(callback.startsAt().atZone(callback.timeZone()))
            + " ("
            + callback.timeZone()
            + "), and that time has passed; call the visitor by hand, and discard it");
  }

  private static boolean isMade(List<JournalStep> journal) {
    return journal.stream()
        .anyMatch(step -> step.name().equals(CALL) && step.state() == StepState.DONE);
  }
}
