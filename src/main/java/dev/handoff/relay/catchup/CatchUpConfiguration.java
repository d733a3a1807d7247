package dev.handoff.relay.catchup;

import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.handoff.delivery.WorkTasks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CatchUpConfiguration {

  /** One work item for all nodes; everything else goes first. */
  @Bean
  Task<Void> catchUpTask(CatchUpWorker worker, WorkTasks tasks) {
    return tasks.task(CatchUpWorker.TASK, Priority.LOW, item -> worker.serve());
  }
}
