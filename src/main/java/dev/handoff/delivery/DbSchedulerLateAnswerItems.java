package dev.handoff.delivery;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import dev.handoff.handoff.Channel;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.LateAnswerId;
import dev.handoff.handoff.LateAnswerItems;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Work items of promised answers, in the table that deliveries have theirs in. */
@Component
final class DbSchedulerLateAnswerItems implements LateAnswerItems {

  static final String TASK = "late-answer";

  private static final Logger log = LoggerFactory.getLogger(DbSchedulerLateAnswerItems.class);

  private final Scheduler scheduler;
  private final Task<Void> task;
  private final LateAnswerSettings settings;
  private final Clock clock;

  DbSchedulerLateAnswerItems(
      @Lazy Scheduler scheduler,
      @Lazy Task<Void> lateAnswerTask,
      LateAnswerSettings settings,
      Clock clock) {
    this.scheduler = scheduler;
    this.task = lateAnswerTask;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void schedule(LateAnswerId promised) {
    scheduler.scheduleIfNotExists(
        task.instance(promised.asText()), clock.instant().plus(settings.soonest()));
  }

  /**
   * This node has just worked on the handoff: who was promised an answer need not wait for the next
   * look. A courtesy, outside of any transaction; the look comes anyway.
   */
  void hurry(Handoff handoff) {
    if (handoff.key().channel() != Channel.SALESIQ) {
      return;
    }
    String promised = LateAnswerId.of(handoff).asText();
    try {
      scheduler.reschedule(TaskInstanceId.of(TASK, promised), clock.instant());
    } catch (RuntimeException nothingPromisedOrBeingLookedAt) {
      log.debug("no late answer to hurry for handoff {}", handoff.id());
    }
  }
}
