package dev.handoff.handoff;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the journal says of one step.
 *
 * @param startedAt when the attempt that wrote this began
 * @param facts what the step achieved, such as {@code contactId}
 */
public record JournalStep(
    String name,
    StepState state,
    Instant startedAt,
    Instant at,
    @Nullable String detail,
    Map<String, String> facts) {

  /** The step that keeps what the router chose, and why. */
  public static final String CHOICE = "choice";

  JournalStep named(String other) {
    return new JournalStep(other, state, startedAt, at, detail, facts);
  }
}
