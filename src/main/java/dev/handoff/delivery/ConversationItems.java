package dev.handoff.delivery;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.handoff.handoff.AfterCommit;
import dev.handoff.handoff.ConversationId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Work items of conversations in db-scheduler's table, at most one of each task for each
 * conversation; visible at the commit, and this node is woken right after.
 */
public final class ConversationItems {

  private final Scheduler scheduler;
  private final Task<Void> task;
  private final JdbcClient db;
  private final Clock clock;

  public ConversationItems(Scheduler scheduler, Task<Void> task, JdbcClient db, Clock clock) {
    this.scheduler = scheduler;
    this.task = task;
    this.db = db;
    this.clock = clock;
  }

  /** Makes sure that a worker looks at it now, as part of the running transaction. */
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
        .param("task", task.getName())
        .param("conversation", conversation.asText())
        .update();
  }
}
