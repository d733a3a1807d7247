package dev.handoff.operations;

import dev.handoff.intake.Door;
import dev.handoff.intake.RequestAnswered;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Times the answers of this node by door and outcome. Streams are not timed: they last as long as a
 * visitor looks.
 */
@Component
final class RequestMetrics {

  private static final String OK = "ok";
  private static final String UNAUTHORISED = "unauthorised";
  private static final String REFUSED = "refused";
  private static final String TOO_MANY = "too_many";
  private static final String UNAVAILABLE = "unavailable";
  private static final String FAILED = "failed";

  private static final List<String> OUTCOMES =
      List.of(OK, UNAUTHORISED, REFUSED, TOO_MANY, UNAVAILABLE, FAILED);

  private final Map<Door, Map<String, Timer>> timers = new EnumMap<>(Door.class);

  RequestMetrics(MeterRegistry meters) {
    Arrays.stream(Door.values())
        .filter(door -> door != Door.STREAM)
        .forEach(door -> timers.put(door, timers(meters, door)));
  }

  private static Map<String, Timer> timers(MeterRegistry meters, Door door) {
    return OUTCOMES.stream()
        .collect(
            Collectors.toMap(
                Function.identity(),
                outcome ->
                    Timer.builder("handoff.requests")
                        .description("Requests from arrival to answer, by entry and outcome")
                        .tag("door", door.wireName())
                        .tag("outcome", outcome)
                        .register(meters)));
  }

  @EventListener
  void time(RequestAnswered answered) {
    Map<String, Timer> ofDoor = timers.get(answered.door());
    Timer timer = ofDoor == null ? null : ofDoor.get(outcome(answered.status()));
    if (timer != null) {
      timer.record(answered.took());
    }
  }

  private static String outcome(int status) {
    return switch (status) {
      case 401, 403 -> UNAUTHORISED;
      case 429 -> TOO_MANY;
      case 503 -> UNAVAILABLE;
      default -> status < 400 ? OK : status < 500 ? REFUSED : FAILED;
    };
  }
}
