package dev.handoff.handoff;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A handoff in the hands of the one worker that may carry it out, with what is already done.
 * Immutable: every journal entry gives a new one.
 */
public record Delivery(
    Handoff handoff, List<TranscriptEntry> transcript, List<JournalStep> journal) {

  /** What the journal says of {@code step}, if it was ever begun. */
  public Optional<JournalStep> step(String step) {
    return journal.stream().filter(entry -> entry.name().equals(step)).findFirst();
  }

  /** Whether {@code step} is finished and must not be done again. */
  public boolean isDone(String step) {
    return step(step).filter(entry -> entry.state() == StepState.DONE).isPresent();
  }

  /**
   * Whether {@code step} may or may not have been carried out at Zoho: it was sent without a clear
   * answer, or the process that sent it died.
   */
  public boolean isUncertain(String step) {
    return step(step)
        .filter(entry -> entry.state() == StepState.UNCERTAIN || entry.state() == StepState.STARTED)
        .isPresent();
  }

  /** A fact that a finished step recorded, or null. */
  public @Nullable String fact(String name) {
    return journal.stream()
        .filter(entry -> entry.state() == StepState.DONE)
        .map(entry -> entry.facts().get(name))
        .filter(value -> value != null)
        .findFirst()
        .orElse(null);
  }

  /** Like {@link #fact(String)}, for facts without which the delivery cannot go on. */
  public String requiredFact(String name) {
    String value = fact(name);
    if (value == null) {
      throw new IllegalStateException(
          "journal of handoff "
              + handoff.id()
              + ": no finished step recorded '"
              + name
              + "'; place the step that does before the one that needs it");
    }
    return value;
  }

  @Override
  public String toString() {
    return "Delivery[" + handoff.id() + "]";
  }
}
