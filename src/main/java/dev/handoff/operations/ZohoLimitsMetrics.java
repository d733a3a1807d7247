package dev.handoff.operations;

import dev.handoff.zoho.ZohoHost;
import dev.handoff.zoho.limits.HostStatus;
import dev.handoff.zoho.limits.ZohoLimits;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** How this node stands with each host of Zoho, as numbers; the labels are known beforehand. */
@Component
final class ZohoLimitsMetrics {

  private static final List<String> STATES = List.of("closed", "open", "half_open");

  private final MeterRegistry meters;
  private final ZohoLimits limits;

  ZohoLimitsMetrics(MeterRegistry meters, ZohoLimits limits) {
    this.meters = meters;
    this.limits = limits;
    for (ZohoHost host : ZohoHost.values()) {
      STATES.forEach(state -> circuit(host, state));
      gauge("handoff.zoho.parallel", "Calls under way", host, HostStatus::parallel);
      gauge(
          "handoff.zoho.parallel.allowed",
          "Calls that may be under way now",
          host,
          HostStatus::allowed);
    }
    gauge(
        "handoff.zoho.credits.remaining",
        "Desk's credits left today, as it last told this node (take the min); not a number before",
        ZohoHost.DESK,
        status -> status.creditsLeft() == null ? Double.NaN : status.creditsLeft());
    gauge(
        "handoff.zoho.credits.low",
        "1 while Desk's credits run low, so that handoffs are started one by one",
        ZohoHost.DESK,
        status -> status.oneByOne() ? 1 : 0);
    gauge(
        "handoff.zoho.credits.spent",
        "Desk's credits that the calls of this node have cost since its start",
        ZohoHost.DESK,
        HostStatus::creditsSpent);
  }

  private void circuit(ZohoHost host, String state) {
    Gauge.builder(
            "handoff.zoho.circuit", limits, all -> all.status(host).circuit().equals(state) ? 1 : 0)
        .description("1 for the state in which the circuit is")
        .tag("side", host.wireName())
        .tag("state", state)
        .register(meters);
  }

  private void gauge(
      String name, String description, ZohoHost host, ToDoubleFunction<HostStatus> value) {
    Gauge.builder(name, limits, all -> value.applyAsDouble(all.status(host)))
        .description(description)
        .tag("side", host.wireName())
        .register(meters);
  }
}
