package dev.handoff.keeping;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.handoff.delivery.WorkTasks;
import dev.handoff.handoff.FaultText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Has the retention done every now and then, on one node at a time: one work item for all nodes,
 * and all other work goes first.
 */
@Configuration(proxyBeanMethods = false)
class RetentionWorker {

  static final String TASK = "retention";

  private static final String ALL = "all";
  private static final Logger log = LoggerFactory.getLogger(RetentionWorker.class);

  private final Retention retention;
  private final RetentionProperties settings;
  private final Clock clock;
  private final JdbcClient db;

  RetentionWorker(Retention retention, RetentionProperties settings, Clock clock, JdbcClient db) {
    this.retention = retention;
    this.settings = settings;
    this.clock = clock;
    this.db = db;
  }

  @Bean
  Task<Void> retentionTask(WorkTasks tasks) {
    return tasks.task(TASK, Priority.LOW, item -> serve());
  }

  /** Begins with the first node of all; the others find the work item there. */
  @Bean
  Beginning retentionBeginning(@Lazy Scheduler scheduler, @Lazy Task<Void> retentionTask) {
    return new Beginning(scheduler, retentionTask);
  }

  /** Sets the work item. */
  final class Beginning {

    private final Scheduler scheduler;
    private final Task<Void> task;

    Beginning(Scheduler scheduler, Task<Void> task) {
      this.scheduler = scheduler;
      this.task = task;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
      Instant now = clock.instant();
      if (settings.isOn() && !scheduler.scheduleIfNotExists(task.instance(ALL), now)) {
        notLaterThan(now.plus(settings.every()));
      }
    }

    /** The next time may have been set when the interval was longer. */
    private void notLaterThan(Instant due) {
      db.sql(
              """
              update scheduled_tasks set execution_time = :due
               where task_name = :task and task_instance = :all and picked = false
                 and execution_time > :due
              """)
          .param("due", due.atOffset(ZoneOffset.UTC))
          .param("task", TASK)
          .param("all", ALL)
          .update();
    }
  }

  private CompletionHandler<Void> serve() {
    if (!settings.isOn()) {
      return (complete, work) -> work.stop();
    }
    Duration pause = isMoreToDo() ? settings.pause() : settings.every();
    return (complete, work) -> {
      try {
        work.reschedule(complete, clock.instant().plus(pause));
      } catch (ExecutionException takenOver) {
        log.info("another node removes what is old now");
      }
    };
  }

  private boolean isMoreToDo() {
    try {
      return retention.go();
    } catch (RuntimeException e) {
      log.warn("what is old enough is removed later: {}", FaultText.of(e));
      return false;
    }
  }
}
