package dev.handoff.delivery;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration;
import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.LateAnswerId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/**
 * The db-scheduler library: one work item per conversation and one per promised answer. Replaces
 * the bean of {@link DbSchedulerAutoConfiguration} because the way of polling depends on the
 * database.
 */
@Configuration(proxyBeanMethods = false)
class SchedulerConfiguration {

  static final String TASK = "conversation";

  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(5);
  private static final int MISSED_HEARTBEATS = 4;

  @Bean
  Task<Void> conversationTask(ConversationWorker worker, Clock clock) {
    return Tasks.custom(TASK, Void.class)
        .onFailure(
            (complete, work) -> work.reschedule(complete, clock.instant().plus(AFTER_A_FAULT)))
        .onDeadExecutionRevive()
        .execute((item, context) -> worker.serve(ConversationId.fromText(item.getId())));
  }

  /** One work item per promised answer; somebody waits for it, so it goes before deliveries. */
  @Bean
  Task<Void> lateAnswerTask(LateAnswerWorker worker, Clock clock) {
    return Tasks.custom(DbSchedulerLateAnswerItems.TASK, Void.class)
        .defaultPriority(Priority.HIGH)
        .onFailure(
            (complete, work) -> work.reschedule(complete, clock.instant().plus(AFTER_A_FAULT)))
        .onDeadExecutionRevive()
        .execute((item, context) -> worker.serve(LateAnswerId.fromText(item.getId())));
  }

  /**
   * Work items share transactions with the handoffs, so the data source joins them. Stopped by
   * {@link OrderlyStop}, while the routes still run.
   */
  @Bean(destroyMethod = "")
  @DependsOnDatabaseInitialization
  Scheduler scheduler(
      DataSource dataSource, List<Task<?>> tasks, DeliveryProperties delivery, Clock clock)
      throws SQLException {
    SchedulerBuilder builder =
        Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), tasks)
            .schedulerName(new SchedulerName.Fixed("node-" + UUID.randomUUID()))
            .threads(delivery.threads())
            .pollingInterval(delivery.polling())
            .heartbeatInterval(delivery.heartbeat())
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .clock(clock::instant)
            .shutdownMaxWait(Duration.ofSeconds(25))
            .enablePriority()
            .enableImmediateExecution();
    if (isPostgres(dataSource)) {
      builder.pollUsingLockAndFetch(0.5, 4.0);
    }
    return builder.build();
  }

  private static boolean isPostgres(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
    }
  }
}
