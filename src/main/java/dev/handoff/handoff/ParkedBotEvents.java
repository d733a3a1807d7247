package dev.handoff.handoff;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Events for bot platforms as people see them, and what they do about those given up. */
public interface ParkedBotEvents {

  /** Which events; null stands for any. */
  record Filter(
      BotEvent.@Nullable State state,
      @Nullable String target,
      @Nullable String conversationId,
      @Nullable String code,
      @Nullable Instant from,
      @Nullable Instant to) {

    /** The same with another state. */
    public Filter in(BotEvent.State other) {
      return new Filter(other, target, conversationId, code, from, to);
    }
  }

  /**
   * How one platform stands.
   *
   * @param waiting events not yet told
   * @param oldest since when the one waits that has waited longest; null when none waits
   * @param parked events given up that nobody has looked after
   */
  record Standing(String target, long waiting, @Nullable Instant oldest, long parked) {}

  Optional<BotEvent> find(String tenant, String id);

  /**
   * At most {@code limit} events.
   *
   * @param oldestFirst the order, by when they came about
   * @param after the last one of the page before; null for the first page
   */
  List<BotEvent> list(
      String tenant, Filter filter, boolean oldestFirst, @Nullable Position after, int limit);

  long count(String tenant, Filter filter);

  /**
   * Sends it again, under its id, with all the time of a new one; audited.
   *
   * @return empty when it is no longer parked as it was seen; nothing was done then
   */
  Optional<BotEvent> replay(BotEvent seen, String who, @Nullable String detail);

  /**
   * Gives it up for good; audited.
   *
   * @return empty when it is no longer parked as it was seen; nothing was done then
   */
  Optional<BotEvent> discard(BotEvent seen, String reason, String who);

  /** Platforms that have waiting or parked events. */
  List<Standing> standings(String tenant);
}
