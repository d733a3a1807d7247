package dev.handoff.delivery;

import dev.handoff.handoff.FollowUp;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffChanged;
import dev.handoff.handoff.HandoffError;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.LateAnswer;
import dev.handoff.traces.Traces;
import dev.handoff.traces.Trail;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Each attempt at a handoff as a span of its one trace: that of the request which brought it, also
 * on another node and a day later.
 */
@Component
final class Trails {

  private final Traces traces;
  private final Handoffs handoffs;
  private final Clock clock;

  Trails(Traces traces, Handoffs handoffs, Clock clock) {
    this.traces = traces;
    this.handoffs = handoffs;
    this.clock = clock;
  }

  /** An attempt at a handoff, or at what follows one. */
  Trail attempt(Handoff handoff) {
    if (!traces.isOn()) {
      return Trail.NONE;
    }
    FollowUp followUp = handoff.request().followUp();
    return traces
        .work(followUp == null ? "attempt" : "follow-up", handoff.traceParent())
        .tag("handoff.id", (followUp == null ? handoff.id() : followUp.follows()).value())
        .tag("handoff.channel", handoff.key().channel().wireName())
        .tag("handoff.kind", handoff.kind() == null ? null : handoff.kind().wireName())
        .tag("handoff.follow_up", followUp == null ? null : followUp.type().wireName())
        .tag("handoff.claim", handoff.claim())
        .tag("handoff.age_ms", Duration.between(handoff.createdAt(), clock.instant()).toMillis());
  }

  /** What a visitor hears late belongs to the trace of the handoff that it is about. */
  Trail lateAnswer(LateAnswer late) {
    if (!traces.isOn()) {
      return Trail.NONE;
    }
    return traces
        .work("late-answer", traceParent(late))
        .tag("handoff.id", late.id().handoff().value());
  }

  private @Nullable String traceParent(LateAnswer late) {
    return handoffs
        .find(late.conversation().tenant(), late.id().handoff())
        .map(Handoff::traceParent)
        .orElse(null);
  }

  /** Told in the thread of the attempt, once it is durable how it ended. */
  @EventListener
  void ended(HandoffChanged changed) {
    Handoff handoff = changed.handoff();
    HandoffError error = handoff.lastError();
    Trail trail = Trail.current().tag("handoff.state", handoff.state().wireName());
    if (error != null && handoff.state() != HandoffState.DELIVERED) {
      trail.tag("handoff.step", error.step()).failed(error.code());
    }
  }
}
