package dev.handoff.operations;

import dev.handoff.relay.catchup.CatchUpWorker;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How long ago this node last looked for what it was not told. */
@Component
final class CatchUpMetrics {

  CatchUpMetrics(MeterRegistry meters, CatchUpWorker worker) {
    Gauge.builder("handoff.catch_up.age", worker, CatchUpMetrics::seconds)
        .description(
            "Since this node last caught up with Zoho, or started; one node does it for all")
        .baseUnit("seconds")
        .register(meters);
  }

  private static double seconds(CatchUpWorker worker) {
    Duration age = worker.age();
    return age == null ? Double.NaN : age.toMillis() / 1e3;
  }
}
