package dev.handoff.operations;

import dev.handoff.handoff.Channel;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffChanged;
import dev.handoff.handoff.HandoffError;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.HandoffTally.Waiting;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Counts what became of handoffs on this node, by kind and channel; the backlog is that of all
 * nodes. Every counter is there with 0 from the start, so that a rate sees the first event too.
 */
@Component
final class HandoffMetrics {

  /** The code of a create that a person has to look for. */
  private static final String UNCLEAR = "outcome_unknown";

  private static final String NOT_YET_CHOSEN = "auto";

  private static final Map<HandoffState, String> COUNTED =
      Map.of(
          HandoffState.RECEIVED, "handoff.accepted",
          HandoffState.DELIVERED, "handoff.delivered",
          HandoffState.RETRYING, "handoff.retrying",
          HandoffState.PARKED, "handoff.parked");

  private static final Map<String, String> MEANING =
      Map.of(
          "handoff.accepted", "Handoffs stored and acknowledged",
          "handoff.delivered", "Handoffs that reached a person at Zoho",
          "handoff.retrying", "Failed or put off attempts that come again later",
          "handoff.parked", "Handoffs given up, waiting for a person in the dead letters");

  private final MeterRegistry meters;

  HandoffMetrics(MeterRegistry meters, BacklogReading backlog) {
    this.meters = meters;
    gauges(backlog);
    unclear();
    for (HandoffState state : COUNTED.keySet()) {
      for (Channel channel : Channel.values()) {
        counter(state, null, channel);
        Arrays.stream(HandoffKind.values()).forEach(kind -> counter(state, kind, channel));
      }
    }
  }

  private void gauges(BacklogReading backlog) {
    gauge(
        backlog,
        "handoff.backlog",
        "Handoffs not yet delivered, parked or discarded, on all nodes together",
        Waiting::open);
    gauge(
        backlog,
        "handoff.backlog.retrying",
        "Handoffs of the backlog that failed and come again, on all nodes together",
        Waiting::retrying);
    gauge(
        backlog,
        "handoff.dead_letters",
        "Handoffs parked now, on all nodes together",
        Waiting::parked);
    Gauge.builder("handoff.backlog.oldest", backlog, BacklogReading::oldest)
        .description("Age of the oldest handoff of the backlog, on all nodes together")
        .baseUnit("seconds")
        .register(meters);
    Gauge.builder("handoff.database.up", backlog, reading -> reading.isAnswered() ? 1 : 0)
        .description("1 while the database answers this node")
        .register(meters);
  }

  private void gauge(
      BacklogReading backlog, String name, String meaning, ToDoubleFunction<Waiting> number) {
    Gauge.builder(name, backlog, reading -> reading.number(number))
        .description(meaning)
        .register(meters);
  }

  private Counter unclear() {
    return Counter.builder("handoff.unclear")
        .description("Handoffs parked because Zoho may have made something without saying so")
        .register(meters);
  }

  @EventListener
  void count(HandoffChanged changed) {
    Handoff handoff = changed.handoff();
    boolean again = handoff.state() == HandoffState.RECEIVED && handoff.claim() > 0;
    if (COUNTED.containsKey(handoff.state()) && !again) {
      counter(handoff.state(), handoff.kind(), handoff.key().channel()).increment();
    }
  }

  @EventListener
  void countUnclear(HandoffChanged changed) {
    HandoffError error = changed.handoff().lastError();
    if (changed.handoff().state() == HandoffState.PARKED
        && error != null
        && error.code().equals(UNCLEAR)) {
      unclear().increment();
    }
  }

  private Counter counter(HandoffState state, @Nullable HandoffKind kind, Channel channel) {
    String name = COUNTED.getOrDefault(state, "");
    return Counter.builder(name)
        .description(MEANING.get(name))
        .tag("kind", kind == null ? NOT_YET_CHOSEN : kind.wireName())
        .tag("channel", channel.wireName())
        .register(meters);
  }
}
