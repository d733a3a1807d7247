package dev.handoff.delivery;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.handoff.handoff.KeptEventId;
import dev.handoff.handoff.KeptEventItems;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Work items of events that came too early, in the table that deliveries have theirs in. */
@Component
final class DbSchedulerKeptEventItems implements KeptEventItems {

  static final String TASK = "kept-event";

  private final Scheduler scheduler;
  private final Task<Void> task;
  private final JdbcClient db;

  DbSchedulerKeptEventItems(
      @Lazy Scheduler scheduler, @Lazy Task<Void> keptEventTask, JdbcClient db) {
    this.scheduler = scheduler;
    this.task = keptEventTask;
    this.db = db;
  }

  @Override
  public void schedule(KeptEventId event, Instant when) {
    if (!scheduler.scheduleIfNotExists(task.instance(event.asText()), when)) {
      db.sql(
              """
              update scheduled_tasks set execution_time = :when
               where task_name = :task and task_instance = :event and picked = false
                 and execution_time > :when
              """)
          .param("when", when.atOffset(ZoneOffset.UTC))
          .param("task", TASK)
          .param("event", event.asText())
          .update();
    }
  }
}
