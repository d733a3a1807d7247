package dev.handoff.handoff;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor is still to hear about a handoff.
 *
 * @param requestId the call that was answered with {@code pending}; null where none was
 * @param asked the dialogue's own note of what was asked for, as JSON
 * @param held whether the visitor knows that it is saved and on its way
 * @param sent what a response said that SalesIQ may have taken, though no clear answer came; null
 *     when no such response was sent
 * @param claim how often a worker took it up; a worker with an older number may write nothing
 * @param attempts responses sent so far
 * @param progressAt when the last sign of life was sent
 * @param retryAt no response is sent before that
 * @param promisedAt when {@code pending} was answered
 * @param settled whether the handoff was delivered, parked or discarded when this was read
 */
public record LateAnswer(
    LateAnswerId id,
    ConversationKey conversation,
    @Nullable String requestId,
    String asked,
    State state,
    boolean held,
    @Nullable Said sent,
    int claim,
    int attempts,
    @Nullable Instant progressAt,
    @Nullable Instant retryAt,
    Instant promisedAt,
    boolean settled) {

  /** Where it stands. */
  public enum State {
    /** It goes out through the callback API, before its deadline. */
    PROMISED,
    /** It is told at the visitor's next message. */
    OWED,
    /** The visitor has heard how it ended. */
    TOLD,
    /** The visitor has heard that it failed, and it was sent again: told only if it succeeds. */
    REPLAYED;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a response tells. */
  public enum Said {
    /** That it is saved and on its way. */
    HOLDING,
    /** How it ended. */
    OUTCOME;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String toString() {
    return "LateAnswer[" + id.handoff() + ", " + state + "]";
  }
}
