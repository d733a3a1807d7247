package dev.handoff.keeping;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.stereotype.Component;

/** Counts what is removed when it is old enough; every kind is there from the start. */
@Component
final class RetentionMeters {

  private final MeterRegistry meters;

  RetentionMeters(List<Sweep> sweeps, MeterRegistry meters) {
    this.meters = meters;
    for (Sweep sweep : sweeps) {
      sweep.what().forEach(this::removedOf);
      failedOf(sweep);
    }
  }

  void removed(String what, long rows) {
    removedOf(what).increment(rows);
  }

  void failed(Sweep sweep, long times) {
    failedOf(sweep).increment(times);
  }

  private Counter removedOf(String what) {
    return Counter.builder("handoff.retention.removed")
        .description("Rows removed because they were old enough, by kind")
        .tag("what", what)
        .register(meters);
  }

  private Counter failedOf(Sweep sweep) {
    return Counter.builder("handoff.retention.failed")
        .description("Old things that could not be removed, by kind; each comes again")
        .tag("what", sweep.what().get(0))
        .register(meters);
  }
}
