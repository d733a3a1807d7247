package dev.handoff.handoff;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which handoffs a list shows; null leaves a part open.
 *
 * @param kind a kind's name, or {@code auto} for those whose kind is not chosen yet
 * @param text part of the id, the conversation id, the e-mail or the ticket number, in any case
 * @param step the step at which the last attempt failed
 * @param code the code of the last failure
 * @param from accepted at that moment or later
 * @param to accepted before that moment
 */
public record HandoffFilter(
    @Nullable HandoffState state,
    @Nullable String kind,
    @Nullable Channel channel,
    @Nullable String text,
    @Nullable String step,
    @Nullable String code,
    @Nullable Instant from,
    @Nullable Instant to) {

  /** The same filter for one state. */
  public HandoffFilter in(HandoffState only) {
    return new HandoffFilter(only, kind, channel, text, step, code, from, to);
  }
}
