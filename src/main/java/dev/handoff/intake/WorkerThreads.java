package dev.handoff.intake;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Bounded pools of daemon threads that go away when they are idle. */
public final class WorkerThreads {

  private static final long IDLE_SECONDS = 60;

  private WorkerThreads() {}

  /** Refuses work instead of hoarding it. */
  public static ExecutorService refusing(String name, int threads, int queue) {
    return pool(
        name, threads, new ArrayBlockingQueue<>(queue), new ThreadPoolExecutor.AbortPolicy());
  }

  /** Begins all work at once; the caller does what no thread is left for. */
  static ExecutorService prompt(String name, int threads) {
    return pool(name, threads, new SynchronousQueue<>(), new ThreadPoolExecutor.CallerRunsPolicy());
  }

  private static ExecutorService pool(
      String name, int threads, BlockingQueue<Runnable> queue, RejectedExecutionHandler refusal) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            queue,
            work -> {
              Thread thread = new Thread(work, name + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            },
            refusal);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
