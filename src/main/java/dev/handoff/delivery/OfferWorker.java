package dev.handoff.delivery;

import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.FaultText;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.Offers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Looks, once the time is up, whether somebody has come into a chat. The routes ask SalesIQ first:
 * its event may be late.
 */
@Component
final class OfferWorker {

  private static final Logger log = LoggerFactory.getLogger(OfferWorker.class);

  private static final Duration NEXT_LOOK = Duration.ofSeconds(10);

  private final Offers offers;
  private final ProducerTemplate camel;
  private final Clock clock;

  OfferWorker(Offers offers, @Lazy ProducerTemplate camel, Clock clock) {
    this.offers = offers;
    this.camel = camel;
    this.clock = clock;
  }

  CompletionHandler<Void> serve(ConversationId conversation) {
    try {
      offers.overdue(conversation).ifPresent(this::look);
    } catch (RuntimeException e) {
      throw new WorkFailedException(conversation, e);
    }
    return (complete, work) -> goOn(conversation, complete, work);
  }

  private void look(Handoff chat) {
    MDC.put("handoff", chat.id().value());
    try {
      camel.sendBody("direct:offer-overdue", chat);
    } catch (RuntimeException e) {
      log.warn("handoff {}: {}; looks again", chat.id(), FaultText.of(e));
    } finally {
      MDC.remove("handoff");
    }
  }

  /** Ends when nothing waits any more; a time that lies ahead is the next one's. */
  private void goOn(
      ConversationId conversation, ExecutionComplete complete, ExecutionOperations<Void> work) {
    Instant now = clock.instant();
    Instant next =
        offers
            .until(conversation)
            .map(until -> until.isAfter(now) ? until : now.plus(NEXT_LOOK))
            .orElse(null);
    try {
      if (next == null) {
        work.stop();
      } else {
        work.reschedule(complete, next);
      }
    } catch (ExecutionException takenOver) {
      log.warn("conversation {}: another node has its offer now", conversation.value());
    }
  }
}
