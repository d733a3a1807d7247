package dev.handoff.relay;

import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import dev.handoff.delivery.ConversationTurn;
import dev.handoff.delivery.DeliveryProperties;
import dev.handoff.delivery.RouteWork;
import dev.handoff.handoff.BotEvent;
import dev.handoff.handoff.BotEvents;
import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.ConversationTraces;
import dev.handoff.traces.TraceParent;
import dev.handoff.traces.Traces;
import dev.handoff.traces.Trail;
import dev.handoff.zoho.Departure;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells the first event of one conversation that is due. Where as many calls as may be are under
 * way, the conversation comes again later: a thread is not kept waiting.
 */
@Component
final class BotEventWorker {

  private static final Logger log = LoggerFactory.getLogger(BotEventWorker.class);

  private static final double FIRST_MILLIS = 500;
  private static final double STEP_MILLIS = 100;
  private static final double LONGEST_MILLIS = 10_000;

  private final BotEvents events;
  private final RouteWork routes;
  private final DeliveryProperties delivery;
  private final ConversationTraces conversations;
  private final Traces traces;
  private final Clock clock;
  private final Semaphore places;
  private final AtomicInteger turnedAway = new AtomicInteger();
  private final Random random = new Random();

  BotEventWorker(
      BotEvents events,
      RouteWork routes,
      BotEventsProperties settings,
      DeliveryProperties delivery,
      ConversationTraces conversations,
      Traces traces,
      Clock clock) {
    this.events = events;
    this.routes = routes;
    this.delivery = delivery;
    this.conversations = conversations;
    this.traces = traces;
    this.clock = clock;
    this.places = new Semaphore(settings.parallel());
  }

  CompletionHandler<Void> serve(ConversationId conversation) {
    if (!places.tryAcquire()) {
      return (complete, work) -> comeAgain(conversation, complete, work);
    }
    turnedAway.set(0);
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
    events.claim(conversation).ifPresent(event -> tell(event, departure));
  }

  private void tell(BotEvent event, Departure departure) {
    String stored = conversations.traceParent(event.conversation());
    try (Trail trail = traces.telling("POST " + event.target() + " event", stored)) {
      trail.tag("handoff.bot_event", word(event)).tag("handoff.claim", event.claim());
      String current = Traces.current();
      String next = stored == null ? null : TraceParent.child(stored);
      BotWork work = new BotWork(event, departure, current == null ? next : current);
      routes.isDone("direct:bot-event", work, null);
    }
  }

  /** {@code assigned}, {@code message} or {@code stopped}. */
  private static String word(BotEvent event) {
    return event.event().getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /**
   * The more wait for a place, the later each looks again: where a platform hangs, looking is all
   * that happens.
   *
   * @param before how many found no place since the last one did
   * @param random 0 to below 1
   */
  static Duration pause(int before, double random) {
    double longest = Math.min(LONGEST_MILLIS, 2 * FIRST_MILLIS + before * STEP_MILLIS);
    return Duration.ofMillis(Math.round(longest * (1 + random) / 2));
  }

  private void comeAgain(
      ConversationId conversation, ExecutionComplete complete, ExecutionOperations<Void> work) {
    Duration pause = pause(turnedAway.getAndIncrement(), random.nextDouble());
    try {
      work.reschedule(complete, clock.instant().plus(pause));
    } catch (ExecutionException takenOver) {
      log.info("events of conversation {}: another node has them now", conversation.value());
    }
  }
}
