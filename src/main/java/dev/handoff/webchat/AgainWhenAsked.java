package dev.handoff.webchat;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Work that runs never twice at the same time, and once more when it was asked for while it ran:
 * whoever asks can be sure that it begins afterwards, and asking often costs no more than asking
 * once.
 */
final class AgainWhenAsked {

  private final Runnable work;
  private final Executor executor;
  private final AtomicLong asked = new AtomicLong();

  /**
   * @param work must not throw
   */
  AgainWhenAsked(Runnable work, Executor executor) {
    this.work = work;
    this.executor = executor;
  }

  void ask() {
    if (asked.getAndIncrement() == 0) {
      executor.execute(this::run);
    }
  }

  private void run() {
    long seen = asked.get();
    work.run();
    if (!asked.compareAndSet(seen, 0)) {
      executor.execute(this::run);
    }
  }
}
