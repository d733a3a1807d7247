package dev.handoff.delivery;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerStarter;
import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.KeptEventId;
import dev.handoff.handoff.LateAnswerId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationListener;
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

  /** One work item per conversation. */
  @Bean
  Task<Void> conversationTask(ConversationWorker worker, WorkTasks tasks) {
    return tasks.task(TASK, Priority.MEDIUM, item -> worker.serve(ConversationId.fromText(item)));
  }

  /** One work item per promised answer; somebody waits for it, so it goes before deliveries. */
  @Bean
  Task<Void> lateAnswerTask(LateAnswerWorker worker, WorkTasks tasks) {
    return tasks.task(
        DbSchedulerLateAnswerItems.TASK,
        Priority.HIGH,
        item -> worker.serve(LateAnswerId.fromText(item)));
  }

  /** One work item per chat that waits for somebody to take it. */
  @Bean
  Task<Void> offerTask(OfferWorker worker, WorkTasks tasks) {
    return tasks.task(
        DbSchedulerOfferItems.TASK,
        Priority.MEDIUM,
        item -> worker.serve(ConversationId.fromText(item)));
  }

  /** One work item per event whose conversation nobody knows yet. */
  @Bean
  Task<Void> keptEventTask(KeptEventWorker worker, WorkTasks tasks) {
    return tasks.task(
        DbSchedulerKeptEventItems.TASK,
        Priority.MEDIUM,
        item -> worker.serve(KeptEventId.fromText(item)));
  }

  /** Another one for each start, so that nothing of an earlier life is taken for this one's. */
  @Bean
  SchedulerName nodeName() {
    return new SchedulerName.Fixed("node-" + UUID.randomUUID());
  }

  /**
   * Takes work only when the routes run. By itself the library begins at once, and a node that
   * starts would pull work away from those that run and fail with it. A command takes none at all.
   */
  @Bean
  @ConditionalOnProperty(name = "db-scheduler.enabled", matchIfMissing = true)
  WhenReady starter(Scheduler scheduler) {
    return new WhenReady(scheduler);
  }

  private record WhenReady(Scheduler scheduler)
      implements DbSchedulerStarter, ApplicationListener<ApplicationReadyEvent> {

    @Override
    public void doStart() {
      scheduler.start();
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
      doStart();
    }
  }

  /**
   * Work items share transactions with the handoffs, so the data source joins them. Stopped by
   * {@link OrderlyStop}, while the routes still run.
   */
  @Bean(destroyMethod = "")
  @DependsOnDatabaseInitialization
  Scheduler scheduler(
      DataSource dataSource,
      List<Task<?>> tasks,
      SchedulerName node,
      DeliveryProperties delivery,
      Clock clock)
      throws SQLException {
    SchedulerBuilder builder =
        Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), tasks)
            .schedulerName(node)
            .threads(delivery.threads())
            .pollingInterval(delivery.polling())
            .heartbeatInterval(delivery.heartbeat())
            .missedHeartbeatsLimit(DeliveryProperties.MISSED_HEARTBEATS)
            .clock(clock::instant)
            .shutdownMaxWait(delivery.finish())
            .enablePriority()
            .enableImmediateExecution();
    if (isPostgres(dataSource)) {
      // No more than threads are free: work that waits here would have no heartbeat.
      builder.pollUsingLockAndFetch(0.7, 1.0);
    }
    return builder.build();
  }

  private static boolean isPostgres(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
    }
  }
}
