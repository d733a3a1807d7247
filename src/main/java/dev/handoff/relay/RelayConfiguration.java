package dev.handoff.relay;

import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.Task;
import dev.handoff.delivery.WorkTasks;
import dev.handoff.handoff.ConversationId;
import dev.handoff.zoho.http.HttpClients;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RelayConfiguration {

  static final String TASK = "bot-events";

  /** One work item per conversation with events for a bot platform; handoffs go first. */
  @Bean
  Task<Void> botEventsTask(BotEventWorker worker, WorkTasks tasks) {
    return tasks.task(TASK, Priority.LOW, item -> worker.serve(ConversationId.fromText(item)));
  }

  /** One work item per thread of a ticket that is to be read. */
  @Bean
  Task<Void> threadReadTask(ThreadReadWorker worker, WorkTasks tasks) {
    return tasks.task(
        "desk-thread", Priority.MEDIUM, item -> worker.serve(ThreadRead.fromText(item)));
  }

  /** The HTTP client of calls to bot platforms; routes name it. */
  @Bean
  HttpClientConfigurer botHttpClients(HttpClients clients, BotEventsProperties settings) {
    return clients.within(settings.timeout());
  }
}
