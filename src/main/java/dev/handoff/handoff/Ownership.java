package dev.handoff.handoff;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one state machine of who may speak: {@code bot → offered → human → released}, and from there
 * {@code offered} again. Immutable; each method gives the next state, or nothing when the change
 * comes too late or changes nothing.
 *
 * @param handoff the handoff by which a person was asked for, while or after one was
 * @param since when it came to this, by the clock of whoever made it so
 * @param reason why the bot has it again
 * @param offerUntil when somebody must have come, or null while nobody counts
 */
public record Ownership(
    Owner owner,
    @Nullable HandoffId handoff,
    @Nullable Operator operator,
    @Nullable Instant since,
    @Nullable ReleaseReason reason,
    @Nullable Instant offerUntil) {

  /** How every conversation begins. */
  public static final Ownership BOT = new Ownership(Owner.BOT, null, null, null, null, null);

  /**
   * A person is asked for; who has it already keeps it. A handoff that has had its end is not
   * offered again when it is told late that Zoho has it; one that failed may be sent again.
   */
  Optional<Ownership> offered(HandoffId by, Instant at) {
    return isOver(by) ? Optional.empty() : offeredAgain(by, at);
  }

  /** A person is asked for once more by a handoff that may be over; who has it already keeps it. */
  Optional<Ownership> offeredAgain(HandoffId by, Instant at) {
    if (owner.isHumanSide()) {
      return Optional.empty();
    }
    return Optional.of(new Ownership(Owner.OFFERED, by, null, at, null, null));
  }

  private boolean isOver(HandoffId by) {
    return owner == Owner.RELEASED && by.equals(handoff) && reason != ReleaseReason.ERROR;
  }

  /** Zoho has the handoff; from now on it counts how long nobody comes. */
  Optional<Ownership> waiting(HandoffId by, Instant until) {
    if (owner != Owner.OFFERED || !by.equals(handoff)) {
      return Optional.empty();
    }
    return Optional.of(new Ownership(Owner.OFFERED, by, null, since, null, until));
  }

  /**
   * A person took it, or another one did. What happened before the bot got it back is over; a
   * change without a new name is none.
   */
  Optional<Ownership> taken(HandoffId by, Operator who, Instant at) {
    if (!by.equals(handoff) || !owner.isHumanSide()) {
      return Optional.empty();
    }
    if (owner == Owner.HUMAN && (isSame(who) || isBefore(at))) {
      return Optional.empty();
    }
    return Optional.of(new Ownership(Owner.HUMAN, by, who, at, null, null));
  }

  private boolean isSame(Operator who) {
    return operator != null && operator.maybeSame(who);
  }

  private boolean isBefore(Instant at) {
    return since != null && at.isBefore(since);
  }

  /** The bot gets it back. That nobody came is stale news once somebody has. */
  Optional<Ownership> released(HandoffId by, ReleaseReason why, Instant at) {
    boolean stale = why == ReleaseReason.MISSED && owner == Owner.HUMAN;
    if (!by.equals(handoff) || !owner.isHumanSide() || stale) {
      return Optional.empty();
    }
    return Optional.of(new Ownership(Owner.RELEASED, by, operator, at, why, null));
  }

  /** A person goes on with what had been closed; what was written before its end is no news. */
  Optional<Ownership> reopened(HandoffId by, Operator who, Instant at) {
    boolean closed = owner == Owner.RELEASED && reason == ReleaseReason.COMPLETED;
    if (!closed || !by.equals(handoff) || since == null || !at.isAfter(since)) {
      return Optional.empty();
    }
    return Optional.of(new Ownership(Owner.HUMAN, by, who, at, null, null));
  }

  /** Whether nobody has come in time. */
  public boolean isOverdue(Instant now) {
    return owner == Owner.OFFERED && offerUntil != null && !now.isBefore(offerUntil);
  }

  /** The handoff that a person was asked for by. */
  public HandoffId requiredHandoff() {
    return Objects.requireNonNull(handoff);
  }
}
