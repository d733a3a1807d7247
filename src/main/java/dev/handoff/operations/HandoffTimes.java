package dev.handoff.operations;

import dev.handoff.handoff.Channel;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffChanged;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.PersonCame;
import dev.handoff.intake.Arrival;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The three times that a visitor waits: until the request is stored, until Zoho has it, until a
 * person is there. Every timer is there from the start, so that a rate sees the first one too.
 */
@Component
final class HandoffTimes {

  private static final Duration[] UNTIL_STORED = millis(25, 50, 100, 250, 500, 1_000, 2_500, 5_000);
  private static final Duration[] UNTIL_DELIVERED =
      seconds(1, 2, 5, 10, 30, 60, 300, 1_800, 7_200, 86_400);
  private static final Duration[] UNTIL_A_PERSON =
      seconds(10, 30, 60, 120, 300, 600, 1_800, 3_600, 14_400, 86_400);

  private final MeterRegistry meters;

  HandoffTimes(MeterRegistry meters) {
    this.meters = meters;
    Arrays.stream(Channel.values()).forEach(this::acceptance);
    for (HandoffKind kind : HandoffKind.values()) {
      delivery(kind);
      Arrays.stream(PersonCame.How.values()).forEach(how -> firstPerson(kind, how));
    }
  }

  private static Duration[] millis(long... values) {
    return LongStream.of(values).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }

  private static Duration[] seconds(long... values) {
    return LongStream.of(values).mapToObj(Duration::ofSeconds).toArray(Duration[]::new);
  }

  /** In the thread of the request: the event comes right after the commit. */
  @EventListener
  void stored(HandoffChanged changed) {
    Handoff handoff = changed.handoff();
    Duration age = Arrival.age();
    if (handoff.state() == HandoffState.RECEIVED && handoff.claim() == 0 && age != null) {
      acceptance(handoff.key().channel()).record(age);
    }
  }

  @EventListener
  void delivered(HandoffChanged changed) {
    Handoff handoff = changed.handoff();
    Instant settled = handoff.settledAt();
    HandoffKind kind = handoff.kind();
    if (handoff.state() == HandoffState.DELIVERED && settled != null && kind != null) {
      delivery(kind).record(Duration.between(handoff.createdAt(), settled));
    }
  }

  @EventListener
  void came(PersonCame came) {
    firstPerson(came.kind(), came.how()).record(came.waited());
  }

  private Timer acceptance(Channel channel) {
    return Timer.builder("handoff.acceptance")
        .description("From the arrival of a request to its handoff stored for good")
        .tag("channel", channel.wireName())
        .serviceLevelObjectives(UNTIL_STORED)
        .register(meters);
  }

  private Timer delivery(HandoffKind kind) {
    return Timer.builder("handoff.delivery")
        .description("From acceptance to delivery at Zoho, all retries and pauses included")
        .tag("kind", kind.wireName())
        .serviceLevelObjectives(UNTIL_DELIVERED)
        .register(meters);
  }

  private Timer firstPerson(HandoffKind kind, PersonCame.How how) {
    return Timer.builder("handoff.first_person")
        .description("From acceptance to the first operator (assigned) or first words (replied)")
        .tag("kind", kind.wireName())
        .tag("how", how.wireName())
        .serviceLevelObjectives(UNTIL_A_PERSON)
        .register(meters);
  }
}
