package dev.handoff.delivery;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.WorkItems;
import java.time.Clock;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The mailboxes' work items. */
@Component
final class DbSchedulerWorkItems implements WorkItems {

  private final ConversationItems items;

  DbSchedulerWorkItems(
      @Lazy Scheduler scheduler, @Lazy Task<Void> conversationTask, JdbcClient db, Clock clock) {
    this.items = new ConversationItems(scheduler, conversationTask, db, clock);
  }

  @Override
  public void schedule(ConversationId conversation) {
    items.schedule(conversation);
  }
}
