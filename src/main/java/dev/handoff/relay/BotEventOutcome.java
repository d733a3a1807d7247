package dev.handoff.relay;

import dev.handoff.handoff.BotEvent;
import dev.handoff.handoff.BotEvents;
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
  private final Clock clock;
  private final Random random = new Random();

  BotEventOutcome(BotEvents events, BotEventsProperties settings, Clock clock) {
    this.events = events;
    this.settings = settings;
    this.clock = clock;
  }

  /** The platform took it. */
  public void sent(@Variable("botEvent") BotEvent event) {
    events.sent(event);
  }

  /** The platform took the first part of it. */
  public BotEvent partDone(@Variable("botEvent") BotEvent event) {
    return events.partDone(event);
  }

  /** Again later; or parked, when its time is over or the platform wants nothing more. */
  public void failed(
      @Variable("botEvent") BotEvent event,
      @ExchangeProperty(FAILURE) BotCallFailedException failure) {
    Instant now = clock.instant();
    Instant end = settings.end(event.since());
    String words = String.valueOf(failure.getMessage());
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
