package dev.handoff.operations;

import dev.handoff.zoho.ZohoAnswer;
import dev.handoff.zoho.ZohoAnswered;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.LongStream;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Times the calls of this node to Zoho by side, effect and meaning of the answer. */
@Component
final class ZohoMetrics {

  private static final Duration[] BUCKETS =
      LongStream.of(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 20_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry meters;

  ZohoMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  @EventListener
  void time(ZohoAnswered answered) {
    Timer.builder("handoff.zoho.calls")
        .description("Calls to Zoho, from sending to an understood answer")
        .tag("side", answered.call().side().name().toLowerCase(Locale.ROOT))
        .tag("effect", answered.call().effect().name().toLowerCase(Locale.ROOT))
        .tag("outcome", outcome(answered.answer()))
        .serviceLevelObjectives(BUCKETS)
        .register(meters)
        .record(answered.took());
  }

  private static String outcome(ZohoAnswer answer) {
    if (answer instanceof ZohoAnswer.Done) {
      return "done";
    }
    if (answer instanceof ZohoAnswer.TokenRejected) {
      return "token_rejected";
    }
    if (answer instanceof ZohoAnswer.Wait) {
      return "wait";
    }
    return answer instanceof ZohoAnswer.UnknownOutcome ? "unknown" : "refused";
  }
}
