package dev.handoff.relay;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.handoff.handoff.ThreadReads;
import java.time.Clock;
import java.time.Instant;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Work items of threads that are to be read, in the table that deliveries have theirs in. */
@Component
final class DbSchedulerThreadReads implements ThreadReads {

  private final Scheduler scheduler;
  private final Task<Void> task;
  private final Clock clock;

  DbSchedulerThreadReads(@Lazy Scheduler scheduler, @Lazy Task<Void> threadReadTask, Clock clock) {
    this.scheduler = scheduler;
    this.task = threadReadTask;
    this.clock = clock;
  }

  @Override
  public void schedule(String ticketId, String threadId, Instant told) {
    String item = new ThreadRead(ticketId, threadId, told).asText();
    scheduler.scheduleIfNotExists(task.instance(item), clock.instant());
  }
}
