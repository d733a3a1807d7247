package dev.handoff.relay;

import dev.handoff.delivery.DeliveryProperties;
import dev.handoff.delivery.HandedBackException;
import dev.handoff.handoff.BotEvent;
import dev.handoff.handoff.BotEvents;
import dev.handoff.handoff.FaultText;
import dev.handoff.handoff.StaleWorkException;
import dev.handoff.traces.Trail;
import dev.handoff.zoho.Departure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What becomes of an event that was taken, or was not. */
@Component
public final class BotEventOutcome {

  private static final Logger log = LoggerFactory.getLogger(BotEventOutcome.class);

  private static final String FAILURE = "CamelExceptionCaught";

  private final BotEvents events;
  private final BotEventsProperties settings;
  private final DeliveryProperties delivery;
  private final Clock clock;
  private final Random random = new Random();

  BotEventOutcome(
      BotEvents events, BotEventsProperties settings, DeliveryProperties delivery, Clock clock) {
    this.events = events;
    this.settings = settings;
    this.delivery = delivery;
    this.clock = clock;
  }

  /** The platform took it. */
  public void sent(@Variable("botWork") BotWork work) {
    events.sent(work.event());
  }

  /** The platform took the first part of it. */
  public BotWork partDone(@Variable("botWork") BotWork work) {
    Departure departure = Departure.within(delivery.departure());
    return new BotWork(events.partDone(work.event()), departure, work.traceParent());
  }

  /** Again later; or parked, when its time is over or the platform wants nothing more. */
  public void failed(
      @Variable("botWork") BotWork work,
      @ExchangeProperty(FAILURE) BotCallFailedException failure) {
    goOn(work, failure);
  }

  /**
   * The same for a failure that is nobody's answer. Its message may quote what somebody wrote, so
   * only types and places are kept.
   *
   * @throws StaleWorkException the failure itself, when another worker has the event meanwhile
   * @throws HandedBackException the failure itself, when another node shall go on with it
   */
  public void unexpected(
      @Variable("botWork") BotWork work, @ExchangeProperty(FAILURE) Exception failure) {
    if (failure instanceof StaleWorkException stale) {
      throw stale;
    }
    if (failure instanceof HandedBackException left) {
      throw left;
    }
    String what = FaultText.of(failure);
    log.warn("event {} failed unexpectedly: {}", work.event().id(), what);
    goOn(work, new BotCallFailedException("unexpected", what, null, false));
  }

  private void goOn(BotWork work, BotCallFailedException failure) {
    BotEvent event = work.event();
    Instant now = clock.instant();
    Instant end = settings.end(event.since());
    String words = String.valueOf(failure.getMessage());
    Trail.current().failed(failure.code());
    if (failure.isGone() || !now.isBefore(end)) {
      events.park(event, failure.code(), words);
      warn(event, failure, "is given up and parked");
      return;
    }
    Duration pause = pause(event, failure);
    Instant due = now.plus(pause).isBefore(end) ? now.plus(pause) : end;
    int alert = settings.alert(event.since(), now);
    events.retry(event, failure.code(), words, due, alert);
    if (alert > event.alert()) {
      warn(event, failure, "has used up " + alert + " % of its time");
    } else {
      log.info("event {} comes again at {} ({})", event.id(), due, failure.code());
    }
  }

  private Duration pause(BotEvent event, BotCallFailedException failure) {
    Duration pause = settings.pause(event.attempts() + 1, random.nextDouble());
    Duration asked = failure.asked();
    return asked != null && asked.compareTo(pause) > 0 ? asked : pause;
  }

  private static void warn(BotEvent event, BotCallFailedException failure, String what) {
    log.warn(
        "event {} of conversation {} for {} {} ({})",
        event.id(),
        event.conversation().value(),
        event.target(),
        what,
        failure.code());
  }
}
