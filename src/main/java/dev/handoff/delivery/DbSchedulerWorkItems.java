package dev.handoff.delivery;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.handoff.handoff.AfterCommit;
import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.WorkItems;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Work items in db-scheduler's table; visible at the commit, and this node is woken right after.
 */
@Component
final class DbSchedulerWorkItems implements WorkItems {

  private final Scheduler scheduler;
  private final Task<Void> task;
  private final JdbcClient db;
  private final Clock clock;

  DbSchedulerWorkItems(
      @Lazy Scheduler scheduler, @Lazy Task<Void> conversationTask, JdbcClient db, Clock clock) {
    this.scheduler = scheduler;
    this.task = conversationTask;
    this.db = db;
    this.clock = clock;
  }

  @Override
  public void schedule(ConversationId conversation) {
    Instant now = clock.instant();
    if (!scheduler.scheduleIfNotExists(task.instance(conversation.asText()), now)) {
      bringForward(conversation, now);
    }
    AfterCommit.run(scheduler::triggerCheckForDueExecutions);
  }

  /**
   * A waiting work item is brought forward, in the running transaction, which the library's own way
   * would not join. One that a worker holds needs nothing: that worker looks again before it ends.
   */
  private void bringForward(ConversationId conversation, Instant now) {
    db.sql(
            """
            update scheduled_tasks set execution_time = :now
             where task_name = :task and task_instance = :conversation
               and picked = false and execution_time > :now
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("task", SchedulerConfiguration.TASK)
        .param("conversation", conversation.asText())
        .update();
  }
}
