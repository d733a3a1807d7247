package dev.handoff.operations;

import dev.handoff.handoff.EventHeard;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Counts what the human side tells, by what it was and what became of it. */
@Component
final class EventMetrics {

  private final MeterRegistry meters;

  EventMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  /** The labels are words of the gateway, never of a sender. */
  @EventListener
  void count(EventHeard heard) {
    Counter.builder("handoff.human_events")
        .description("Events of operators and agents, by what they were and what became of them")
        .tag("source", heard.source())
        .tag("event", heard.event())
        .tag("outcome", heard.outcome())
        .register(meters)
        .increment();
  }
}
