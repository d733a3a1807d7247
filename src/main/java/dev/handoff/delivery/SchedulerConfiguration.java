package dev.handoff.delivery;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerStarter;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.LateAnswerId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  private static final Logger log = LoggerFactory.getLogger(SchedulerConfiguration.class);

  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(5);

  /** One work item per conversation. */
  @Bean
  Task<Void> conversationTask(ConversationWorker worker, DeliveryProperties delivery, Clock clock) {
    return task(
        TASK,
        Priority.MEDIUM,
        item -> worker.serve(ConversationId.fromText(item)),
        delivery,
        clock);
  }

  /** One work item per promised answer; somebody waits for it, so it goes before deliveries. */
  @Bean
  Task<Void> lateAnswerTask(LateAnswerWorker worker, DeliveryProperties delivery, Clock clock) {
    return task(
        DbSchedulerLateAnswerItems.TASK,
        Priority.HIGH,
        item -> worker.serve(LateAnswerId.fromText(item)),
        delivery,
        clock);
  }

  /** One work item per chat that waits for somebody to take it. */
  @Bean
  Task<Void> offerTask(OfferWorker worker, DeliveryProperties delivery, Clock clock) {
    return task(
        DbSchedulerOfferItems.TASK,
        Priority.MEDIUM,
        item -> worker.serve(ConversationId.fromText(item)),
        delivery,
        clock);
  }

  private static Task<Void> task(
      String name,
      int priority,
      Function<String, CompletionHandler<Void>> serve,
      DeliveryProperties delivery,
      Clock clock) {
    return Tasks.custom(name, Void.class)
        .defaultPriority(priority)
        .onFailure((failed, work) -> reschedule(failed, work, clock.instant().plus(AFTER_A_FAULT)))
        .onDeadExecution((dead, work) -> takeOver(dead, work, clock.instant()))
        .execute(
            (item, context) ->
                isAbandoned(context.getExecution(), delivery, clock)
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
  private static boolean isAbandoned(Execution work, DeliveryProperties delivery, Clock clock) {
    Instant beat = work.lastHeartbeat;
    return beat != null && !clock.instant().isBefore(beat.plus(delivery.abandonedAfter()));
  }

  /** Another one for each start, so that nothing of an earlier life is taken for this one's. */
  @Bean
  SchedulerName nodeName() {
    return new SchedulerName.Fixed("node-" + UUID.randomUUID());
  }

  /**
   * Takes work only when the routes run. By itself the library begins at once, and a node that
   * starts would pull work away from those that run and fail with it.
   */
  @Bean
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
