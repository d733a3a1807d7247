package dev.handoff.handoff;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened around one handoff, beside its own steps, until its conversation was handed over
 * anew. Each list is in order, oldest first, and holds the newest {@code limit}.
 */
public interface HandoffPast {

  /**
   * One change of who may speak.
   *
   * @param handoff the handoff it belongs to
   * @param operator the person's name, where Zoho told it
   * @param at when it was written down
   */
  record OwnerChange(
      Owner from,
      Owner to,
      @Nullable ReleaseReason reason,
      @Nullable HandoffId handoff,
      @Nullable String operator,
      Instant at) {}

  /** The changes of its conversation that belong to it. */
  List<OwnerChange> ownerChanges(Handoff handoff, int limit);

  /** What was said in its conversation after its story. */
  List<StoredMessage> after(Handoff handoff, int limit);

  /** What follows it to Zoho and did not arrive yet. */
  List<Handoff> unsent(Handoff handoff, int limit);

  /** What its bot platform was told of its conversation since then. */
  List<BotEvent> botEvents(Handoff handoff, int limit);
}
