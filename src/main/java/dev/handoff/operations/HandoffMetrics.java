package dev.handoff.operations;

import dev.handoff.handoff.Channel;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffChanged;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Counts what became of handoffs on this node, by kind and channel; the backlog is that of all
 * nodes. Every counter is there with 0 from the start, so that a rate sees the first event too.
 */
@Component
final class HandoffMetrics {

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
    Gauge.builder("handoff.backlog", backlog, BacklogReading::open)
        .description("Handoffs not yet delivered, parked or discarded, on all nodes together")
        .register(meters);
    for (HandoffState state : COUNTED.keySet()) {
      for (Channel channel : Channel.values()) {
        counter(state, null, channel);
        Arrays.stream(HandoffKind.values()).forEach(kind -> counter(state, kind, channel));
      }
    }
  }

  @EventListener
  void count(HandoffChanged changed) {
    Handoff handoff = changed.handoff();
    boolean again = handoff.state() == HandoffState.RECEIVED && handoff.claim() > 0;
    if (COUNTED.containsKey(handoff.state()) && !again) {
      counter(handoff.state(), handoff.kind(), handoff.key().channel()).increment();
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
