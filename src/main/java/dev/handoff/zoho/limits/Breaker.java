package dev.handoff.zoho.limits;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit to one host: closed while it answers, open when most calls failed, half open when the
 * pause is over and a few calls may try. Remembers since when and why.
 */
final class Breaker {

  private static final Logger log = LoggerFactory.getLogger(Breaker.class);

  private static final double SPREAD = 0.2;
  private static final RuntimeException FAILED = new RuntimeException("failed");

  /**
   * @param until end of the pause; the past when there is none
   * @param why in words; empty when closed
   */
  record Condition(State state, Instant since, Instant until, String why) {

    boolean isClosed() {
      return state == State.CLOSED;
    }
  }

  private final String host;
  private final CircuitBreaker circuit;
  private final Clock clock;
  private volatile String lastFailure = "";
  private volatile Instant pauseEnds;
  private volatile Condition condition;

  Breaker(String host, LimitsProperties.Circuit settings, Clock clock) {
    this.host = host;
    this.clock = clock;
    this.pauseEnds = clock.instant();
    this.condition = new Condition(State.CLOSED, pauseEnds, pauseEnds, "");
    IntervalFunction pauses =
        IntervalFunction.ofExponentialRandomBackoff(
            settings.firstPause(), 2.0, SPREAD, settings.longestPause());
    this.circuit =
        CircuitBreaker.of(
            host,
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(settings.calls())
                .minimumNumberOfCalls(settings.calls())
                .failureRateThreshold(settings.failureRate())
                .waitIntervalFunctionInOpenState(opened -> pause(pauses.apply(opened)))
                .permittedNumberOfCallsInHalfOpenState(settings.probes())
                .clock(clock)
                .build());
    circuit
        .getEventPublisher()
        .onStateTransition(change -> changed(change.getStateTransition().getToState()));
  }

  private long pause(long millis) {
    pauseEnds = clock.instant().plusMillis(millis);
    return millis;
  }

  private void changed(State to) {
    Condition before = condition;
    Instant now = clock.instant();
    Instant since = before.isClosed() || to == State.CLOSED ? now : before.since();
    condition =
        new Condition(
            to,
            since,
            to == State.OPEN ? pauseEnds : now,
            switch (to) {
              case CLOSED -> "";
              case HALF_OPEN -> before.why();
              default -> why();
            });
    if (to == State.CLOSED) {
      log.info("Zoho {} answers again, calls go through", host);
    } else if (before.isClosed()) {
      log.warn("Zoho {} is not called until {}: {}", host, condition.until(), condition.why());
    }
  }

  private String why() {
    CircuitBreaker.Metrics latest = circuit.getMetrics();
    return "%d of the last %d calls failed, the last one with %s"
        .formatted(latest.getNumberOfFailedCalls(), latest.getNumberOfBufferedCalls(), lastFailure);
  }

  /** Whether it is certain, without trying, that no call goes through now. */
  boolean isShut() {
    Condition now = condition;
    return now.state() == State.OPEN && !clock.instant().isAfter(now.until());
  }

  /** Whether a call may go through; the first one after a pause half-opens the circuit. */
  boolean tryEnter() {
    return circuit.tryAcquirePermission();
  }

  /** Whether the calls that go through now find out whether the host works again. */
  boolean isProbing() {
    return condition.state() == State.HALF_OPEN;
  }

  void succeeded() {
    circuit.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  void failed(String code) {
    lastFailure = code;
    circuit.onError(0, TimeUnit.NANOSECONDS, FAILED);
  }

  /** The call says nothing about the host. */
  void ignored() {
    circuit.releasePermission();
  }

  Condition condition() {
    return condition;
  }

  void reset() {
    circuit.reset();
    condition = new Condition(State.CLOSED, clock.instant(), clock.instant(), "");
  }
}
