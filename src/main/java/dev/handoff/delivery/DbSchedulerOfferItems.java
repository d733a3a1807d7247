package dev.handoff.delivery;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.OfferItems;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Work items of chats that wait for somebody, in the table that deliveries have theirs in. */
@Component
final class DbSchedulerOfferItems implements OfferItems {

  static final String TASK = "offer";

  private final Scheduler scheduler;
  private final Task<Void> task;
  private final JdbcClient db;

  DbSchedulerOfferItems(@Lazy Scheduler scheduler, @Lazy Task<Void> offerTask, JdbcClient db) {
    this.scheduler = scheduler;
    this.task = offerTask;
    this.db = db;
  }

  /** One that is there already, from an earlier chat of the conversation, gets the new time. */
  @Override
  public void schedule(ConversationId conversation, Instant until) {
    if (!scheduler.scheduleIfNotExists(task.instance(conversation.asText()), until)) {
      db.sql(
              """
              update scheduled_tasks set execution_time = :until
               where task_name = :task and task_instance = :conversation and picked = false
              """)
          .param("until", until.atOffset(ZoneOffset.UTC))
          .param("task", TASK)
          .param("conversation", conversation.asText())
          .update();
    }
  }
}
