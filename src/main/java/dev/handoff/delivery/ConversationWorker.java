package dev.handoff.delivery;

import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.Mailbox;
import dev.handoff.handoff.StaleClaimException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Serves one conversation: the first handoff of its mailbox that is due goes through the delivery
 * routes, and then the work item ends or gets its next due time, decided under the conversation's
 * lock together with whether anything is left.
 */
@Component
final class ConversationWorker {

  private static final Logger log = LoggerFactory.getLogger(ConversationWorker.class);

  private final Mailbox mailbox;
  private final ProducerTemplate camel;
  private final DbSchedulerLateAnswerItems lateAnswers;
  private final KeptEventWorker keptEvents;
  private final Clock clock;

  ConversationWorker(
      Mailbox mailbox,
      @Lazy ProducerTemplate camel,
      DbSchedulerLateAnswerItems lateAnswers,
      KeptEventWorker keptEvents,
      Clock clock) {
    this.mailbox = mailbox;
    this.camel = camel;
    this.lateAnswers = lateAnswers;
    this.keptEvents = keptEvents;
    this.clock = clock;
  }

  CompletionHandler<Void> serve(ConversationId conversation) {
    try {
      mailbox.claim(conversation, clock.instant()).ifPresent(this::deliver);
    } catch (RuntimeException e) {
      throw new WorkFailedException(conversation, e);
    }
    return (complete, operations) -> goOn(conversation, complete, operations);
  }

  private void deliver(Delivery delivery) {
    MDC.put("handoff", delivery.handoff().id().value());
    try {
      camel.sendBody("direct:deliver", delivery);
      lateAnswers.hurry(delivery.handoff());
      keptEvents.hurry(delivery.handoff());
    } catch (CamelExecutionException e) {
      StaleClaimException stale = ObjectHelper.getException(StaleClaimException.class, e);
      if (stale != null) {
        log.warn("{}", stale.getMessage());
        return;
      }
      HandedBackException left = ObjectHelper.getException(HandedBackException.class, e);
      if (left != null) {
        log.info("{}", left.getMessage());
        return;
      }
      throw e;
    } finally {
      MDC.remove("handoff");
    }
  }

  private void goOn(
      ConversationId conversation, ExecutionComplete complete, ExecutionOperations<Void> work) {
    try {
      mailbox.decideNext(
          conversation,
          due -> {
            decide(due, complete, work);
            return due;
          });
    } catch (ExecutionException takenOver) {
      log.warn("conversation {}: another node has taken it over meanwhile", conversation.value());
    } catch (RuntimeException e) {
      throw new WorkFailedException(conversation, e);
    }
  }

  /**
   * The scheduler library commits when it changes its own work item, and with that ends the lock;
   * so this is the last thing done under it.
   */
  private static void decide(
      Optional<Instant> due, ExecutionComplete complete, ExecutionOperations<Void> work) {
    if (due.isPresent()) {
      work.reschedule(complete, due.get());
    } else {
      work.stop();
    }
  }
}
