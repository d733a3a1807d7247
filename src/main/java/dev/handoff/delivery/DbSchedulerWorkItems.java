package dev.handoff.delivery;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.handoff.handoff.AfterCommit;
import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.WorkItems;
import java.time.Clock;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Work items in db-scheduler's table; visible at the commit, and this node is woken right after.
 */
@Component
final class DbSchedulerWorkItems implements WorkItems {

  private final Scheduler scheduler;
  private final Task<Void> task;
  private final Clock clock;

  DbSchedulerWorkItems(@Lazy Scheduler scheduler, @Lazy Task<Void> conversationTask, Clock clock) {
    this.scheduler = scheduler;
    this.task = conversationTask;
    this.clock = clock;
  }

  @Override
  public void schedule(ConversationId conversation) {
    scheduler.scheduleIfNotExists(task.instance(conversation.asText()), clock.instant());
    AfterCommit.run(scheduler::triggerCheckForDueExecutions);
  }
}
