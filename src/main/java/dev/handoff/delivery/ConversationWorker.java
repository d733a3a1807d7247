package dev.handoff.delivery;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.Mailbox;
import dev.handoff.traces.Trail;
import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * Serves one conversation: the first handoff of its mailbox that is due goes through the delivery
 * routes.
 */
@Component
final class ConversationWorker {

  private final Mailbox mailbox;
  private final RouteWork routes;
  private final DbSchedulerLateAnswerItems lateAnswers;
  private final KeptEventWorker keptEvents;
  private final Trails trails;
  private final Clock clock;

  ConversationWorker(
      Mailbox mailbox,
      RouteWork routes,
      DbSchedulerLateAnswerItems lateAnswers,
      KeptEventWorker keptEvents,
      Trails trails,
      Clock clock) {
    this.mailbox = mailbox;
    this.routes = routes;
    this.lateAnswers = lateAnswers;
    this.keptEvents = keptEvents;
    this.trails = trails;
    this.clock = clock;
  }

  CompletionHandler<Void> serve(ConversationId conversation) {
    return ConversationTurn.take(
        conversation,
        () -> mailbox.claim(conversation, clock.instant()).ifPresent(this::deliver),
        decision ->
            mailbox.decideNext(
                conversation,
                due -> {
                  decision.accept(due);
                  return due;
                }));
  }

  private void deliver(Delivery delivery) {
    try (Trail trail = trails.attempt(delivery.handoff())) {
      if (routes.isDone("direct:deliver", delivery, delivery.handoff().id())) {
        lateAnswers.hurry(delivery.handoff());
        keptEvents.hurry(delivery.handoff());
      }
    }
  }
}
