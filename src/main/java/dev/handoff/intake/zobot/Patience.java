package dev.handoff.intake.zobot;

import dev.handoff.handoff.Handoff;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * How far one call has come, for the moment at which SalesIQ can't be kept waiting any longer: the
 * answer that is true then. Whatever has not begun to be stored by that time is not stored any
 * more, so that what the visitor was told stays true.
 */
public final class Patience {

  /** What can be said truly; and the handoff, if there is one. */
  record Truth(ZobotAnswer answer, @Nullable Handoff placed) {}

  /** The call was answered without waiting for this; it must leave no trace. */
  static final class OverException extends RuntimeException {

    OverException() {
      super("SalesIQ was answered before this was stored", null, false, false);
    }
  }

  private final ZobotAnswer unclear;
  private Truth truth;
  private boolean storing;
  private boolean over;
  private @Nullable ZobotAnswer left;

  Patience(ZobotAnswer nothingStored, ZobotAnswer unclear) {
    this.truth = new Truth(nothingStored, null);
    this.unclear = unclear;
  }

  /**
   * The running transaction makes {@code then} true with its commit. It is rolled back with an
   * {@link OverException} when the call was answered already.
   */
  void storing(ZobotAnswer then, @Nullable Handoff placed) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void beforeCommit(boolean readOnly) {
            begin();
          }

          @Override
          public void afterCompletion(int status) {
            end(status, new Truth(then, placed));
          }
        });
  }

  private synchronized void begin() {
    if (over) {
      throw new OverException();
    }
    storing = true;
  }

  /** A commit that ended nobody knows how leaves it unclear. */
  private synchronized void end(int status, Truth then) {
    if (status == TransactionSynchronization.STATUS_COMMITTED) {
      truth = then;
    }
    storing = status == TransactionSynchronization.STATUS_UNKNOWN;
  }

  /**
   * No longer: the truth as it is now. While something is being stored that is unclear, unless an
   * order is known to be placed: then it is saved and on its way, whatever more is being stored.
   */
  synchronized Truth endsNow() {
    over = true;
    Truth now = storing && truth.placed() == null ? new Truth(unclear, null) : truth;
    left = now.answer();
    return now;
  }

  /** Whether the call was answered with something else while that was being stored. */
  synchronized boolean isUntold(ZobotAnswer stored) {
    return left != null && !left.equals(stored);
  }
}
