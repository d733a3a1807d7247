package dev.handoff.handoff;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to a bot platform.
 *
 * @param id names it for good, at every attempt and replay
 * @param target {@link PlatformTargets#BOT} or {@link PlatformTargets#BOTPRESS}
 * @param claim how often a worker took it up; a worker with an older number may write nothing
 * @param attempts failed attempts since it came about or was replayed
 * @param partsDone calls that need no repetition, of an event that takes several
 * @param alert the highest alert level that was told so far, in percent
 * @param since when the time for it began
 * @param nextAttemptAt no attempt before that
 * @param errorCode what went wrong last, such as {@code http_500}
 */
public record BotEvent(
    String id,
    ConversationId conversation,
    ConversationKey key,
    String target,
    PlatformEvent event,
    State state,
    int claim,
    int attempts,
    int partsDone,
    int alert,
    Instant since,
    @Nullable Instant nextAttemptAt,
    @Nullable String errorCode,
    @Nullable String errorMessage,
    Instant createdAt,
    Instant updatedAt) {

  /** Where it stands. */
  public enum State {
    /** For its first or next attempt, or for those before it. */
    WAITING,
    /** A worker has it. */
    SENDING,
    /** The platform took it. */
    SENT,
    /** Given up, for a person to look after. */
    PARKED,
    /** Given up for good, by a person. */
    DISCARDED;

    /** The lower-case name used in lists and the database. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String toString() {
    return "BotEvent[" + id + ", " + state + "]";
  }
}
