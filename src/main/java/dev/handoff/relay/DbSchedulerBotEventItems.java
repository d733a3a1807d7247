package dev.handoff.relay;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.handoff.delivery.ConversationItems;
import dev.handoff.handoff.BotEventItems;
import dev.handoff.handoff.ConversationId;
import java.time.Clock;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Work items of events for bot platforms, in the table that deliveries have theirs in. */
@Component
final class DbSchedulerBotEventItems implements BotEventItems {

  private final ConversationItems items;

  DbSchedulerBotEventItems(
      @Lazy Scheduler scheduler, @Lazy Task<Void> botEventsTask, JdbcClient db, Clock clock) {
    this.items = new ConversationItems(scheduler, botEventsTask, db, clock);
  }

  @Override
  public void schedule(ConversationId conversation) {
    items.schedule(conversation);
  }
}
