package dev.handoff.relay;

import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import dev.handoff.delivery.ConversationTurn;
import dev.handoff.delivery.DeliveryProperties;
import dev.handoff.delivery.RouteWork;
import dev.handoff.handoff.BotEvents;
import dev.handoff.handoff.ConversationId;
import dev.handoff.zoho.Departure;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells the first event of one conversation that is due. Where as many calls as may be are under
 * way, the conversation comes again a moment later: a thread is not kept waiting.
 */
@Component
final class BotEventWorker {

  private static final Logger log = LoggerFactory.getLogger(BotEventWorker.class);

  private static final int SOON_MILLIS = 500;

  private final BotEvents events;
  private final RouteWork routes;
  private final DeliveryProperties delivery;
  private final Clock clock;
  private final Semaphore places;
  private final Random random = new Random();

  BotEventWorker(
      BotEvents events,
      RouteWork routes,
      BotEventsProperties settings,
      DeliveryProperties delivery,
      Clock clock) {
    this.events = events;
    this.routes = routes;
    this.delivery = delivery;
    this.clock = clock;
    this.places = new Semaphore(settings.parallel());
  }

  CompletionHandler<Void> serve(ConversationId conversation) {
    if (!places.tryAcquire()) {
      return (complete, work) -> comeAgain(conversation, complete, work);
    }
    try {
      return ConversationTurn.take(
          conversation,
          () -> tell(conversation),
          decision -> events.decideNext(conversation, decision));
    } finally {
      places.release();
    }
  }

  private void tell(ConversationId conversation) {
    Departure departure = Departure.within(delivery.departure());
    events
        .claim(conversation)
        .ifPresent(event -> routes.isDone("direct:bot-event", new BotWork(event, departure), null));
  }

  private void comeAgain(
      ConversationId conversation, ExecutionComplete complete, ExecutionOperations<Void> work) {
    try {
      work.reschedule(
          complete, clock.instant().plusMillis(SOON_MILLIS + random.nextInt(SOON_MILLIS)));
    } catch (ExecutionException takenOver) {
      log.info("events of conversation {}: another node has them now", conversation.value());
    }
  }
}
