package dev.handoff.operations;

import dev.handoff.handoff.BotEvent;
import dev.handoff.handoff.BotEventChanged;
import dev.handoff.handoff.ParkedBotEvents.Standing;
import dev.handoff.handoff.PlatformTargets;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Counts what this node told to bot platforms; what waits is that of all nodes. Every meter is
 * there from the start, so that a rate sees the first event too.
 */
@Component
final class BotEventMetrics {

  private static final String SENT = "handoff.bot_events.sent";
  private static final String FAILED = "handoff.bot_events.failed";
  private static final String PARKED = "handoff.bot_events.parked";

  private static final List<String> TARGETS =
      List.of(PlatformTargets.BOT, PlatformTargets.BOTPRESS);

  private final MeterRegistry meters;
  private final BotEventsReading reading;

  BotEventMetrics(MeterRegistry meters, BotEventsReading reading) {
    this.meters = meters;
    this.reading = reading;
    for (String target : TARGETS) {
      counter(SENT, target);
      counter(FAILED, target);
      counter(PARKED, target);
      gauge(
          "handoff.bot_events.backlog",
          "Events not yet told, on all nodes together",
          target,
          Standing::waiting);
      gauge(
          "handoff.bot_events.oldest",
          "Seconds that the event has waited that waits longest, on all nodes together",
          target,
          standing -> reading.age(standing).toSeconds());
      gauge(
          "handoff.bot_events.alert",
          "Percent of its time that the oldest event of all nodes has used up:"
              + " 0, 50, 70, 90; 100 given up",
          target,
          reading::alert);
    }
  }

  @EventListener
  void count(BotEventChanged changed) {
    BotEvent event = changed.event();
    if (event.state() == BotEvent.State.SENT) {
      counter(SENT, event.target()).increment();
      return;
    }
    counter(FAILED, event.target()).increment();
    if (event.state() == BotEvent.State.PARKED) {
      counter(PARKED, event.target()).increment();
    }
  }

  private Counter counter(String name, String target) {
    String meaning =
        switch (name) {
          case SENT -> "Events that a bot platform took";
          case FAILED -> "Attempts that a bot platform did not take";
          default -> "Events given up, waiting for a person";
        };
    return Counter.builder(name).description(meaning).tag("target", target).register(meters);
  }

  /** Not a number while the database does not answer. */
  private void gauge(String name, String meaning, String target, ToDoubleFunction<Standing> value) {
    Gauge.builder(
            name,
            reading,
            from -> {
              Standing standing = from.standing(target);
              return standing == null ? Double.NaN : value.applyAsDouble(standing);
            })
        .description(meaning)
        .tag("target", target)
        .register(meters);
  }
}
