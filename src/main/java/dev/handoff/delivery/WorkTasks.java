package dev.handoff.delivery;

import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes the tasks of the db-scheduler library, all with the same care for nodes that die. */
@Component
public final class WorkTasks {

  private static final Logger log = LoggerFactory.getLogger(WorkTasks.class);

  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(5);

  private final DeliveryProperties delivery;
  private final Clock clock;

  WorkTasks(DeliveryProperties delivery, Clock clock) {
    this.delivery = delivery;
    this.clock = clock;
  }

  /**
   * A task whose work items are served one by one, each by one worker at a time. One that fails is
   * served again a little later, one of a node that died by another node.
   *
   * @param priority of due work, the higher goes first
   * @param serve does the work of the item, and tells what is then done about the item
   */
  public Task<Void> task(
      String name, int priority, Function<String, CompletionHandler<Void>> serve) {
    return Tasks.custom(name, Void.class)
        .defaultPriority(priority)
        .onFailure((failed, work) -> reschedule(failed, work, clock.instant().plus(AFTER_A_FAULT)))
        .onDeadExecution((dead, work) -> takeOver(dead, work, clock.instant()))
        .execute(
            (item, context) ->
                isAbandoned(context.getExecution())
                    ? (complete, work) -> {}
                    : serve.apply(item.getId()));
  }

  /** As the library does, but by the time all nodes agree on; it would take the node's own. */
  private static void takeOver(
      ExecutionComplete dead, ExecutionOperations<Void> work, Instant now) {
    log.info("takes over work of {}, which gave no sign of life", dead.getExecution().pickedBy);
    reschedule(dead, work, now);
  }

  private static void reschedule(
      ExecutionComplete ended, ExecutionOperations<Void> work, Instant due) {
    try {
      work.reschedule(ended, due);
    } catch (ExecutionException changed) {
      log.info("work item {}: another node has it now", ended.getExecution().getId());
    }
  }

  /** Picked so long ago, without a heartbeat since, that another node may have it: hands off. */
  private boolean isAbandoned(Execution work) {
    Instant beat = work.lastHeartbeat;
    return beat != null && !clock.instant().isBefore(beat.plus(delivery.abandonedAfter()));
  }
}
