package dev.handoff.delivery;

import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.FaultText;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.Offers;
import dev.handoff.zoho.ZohoFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
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

  /** Whether the last look at SalesIQ failed. */
  private final AtomicBoolean held = new AtomicBoolean();

  private final Offers offers;
  private final ProducerTemplate camel;
  private final Clock clock;

  OfferWorker(Offers offers, @Lazy ProducerTemplate camel, Clock clock) {
    this.offers = offers;
    this.camel = camel;
    this.clock = clock;
  }

  CompletionHandler<Void> serve(ConversationId conversation) {
    return ConversationTurn.take(
        conversation,
        () -> offers.overdue(conversation).ifPresent(this::look),
        decision -> offers.decideNext(conversation, until -> decision.accept(next(until))));
  }

  /** Nothing when nobody waits any more; a time that lies ahead is the next one's. */
  private Optional<Instant> next(Optional<Instant> until) {
    Instant now = clock.instant();
    return until.map(time -> time.isAfter(now) ? time : now.plus(NEXT_LOOK));
  }

  /** Asks SalesIQ, and goes on as it says; later again when it cannot be asked. */
  void look(Handoff chat) {
    MDC.put("handoff", chat.id().value());
    try {
      camel.sendBody("direct:offer-overdue", chat);
      held.set(false);
    } catch (RuntimeException e) {
      failed(chat, e);
    } finally {
      MDC.remove("handoff");
    }
  }

  /** A SalesIQ that does not answer is told once, not for every chat and every look. */
  private void failed(Handoff chat, RuntimeException failure) {
    if (!(failure.getCause() instanceof ZohoFailure zoho)) {
      log.warn("handoff {}: {}; looks again", chat.id(), FaultText.of(failure));
    } else if (held.compareAndSet(false, true)) {
      log.warn(
          "whether somebody has taken the chats that wait cannot be looked up at SalesIQ now ({});"
              + " it is tried again every {} s",
          zoho.code(),
          NEXT_LOOK.toSeconds());
    }
  }
}
