package dev.handoff.delivery;

import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.Journal;
import dev.handoff.handoff.JournalStep;
import dev.handoff.handoff.StepState;
import dev.handoff.traces.Trail;
import dev.handoff.zoho.Departure;
import dev.handoff.zoho.ZohoFailure;
import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.ZohoUnavailable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What the templates {@code step} and {@code create-once} ask of the journal. */
@Component
public final class Steps {

  /** Detail of a step that was looked for and not found. */
  private static final String LOOKED = "outcome_unknown";

  private final Journal journal;
  private final ZohoProperties zoho;
  private final DeliveryProperties settings;
  private final Stopping stopping;
  private final Clock clock;
  private final Duration answer;

  /**
   * @param answerMillis how long a node waits for Zoho's answer
   */
  Steps(
      Journal journal,
      ZohoProperties zoho,
      DeliveryProperties settings,
      Stopping stopping,
      Clock clock,
      @Value("${handoff.zoho.response-timeout-ms:20000}") long answerMillis) {
    this.journal = journal;
    this.zoho = zoho;
    this.settings = settings;
    this.stopping = stopping;
    this.clock = clock;
    this.answer = Duration.ofMillis(answerMillis);
  }

  /**
   * Whether the journal has the step already.
   *
   * @throws HandedBackException when it has not and this node is stopping
   */
  public boolean isDone(@Variable("delivery") Delivery delivery, String step) {
    if (delivery.isDone(step)) {
      return true;
    }
    if (stopping.isOverdue()) {
      throw new HandedBackException("step " + step);
    }
    Trail.current().begin(step);
    return false;
  }

  /** Records a finished step with its facts; gives the delivery that knows them. */
  public Delivery done(
      @Variable("delivery") Delivery delivery, String step, @Nullable Object facts) {
    Delivery done =
        journal.done(delivery, step, facts instanceof Map<?, ?> map ? text(map) : Map.of());
    Trail.current().end();
    return done;
  }

  /**
   * Whether the step's create may have reached Zoho already: an earlier attempt got no clear
   * answer, or was made in a life that the restored backup knows nothing of.
   */
  public boolean isUncertain(
      @Variable("delivery") Delivery delivery, @Variable("step") String step) {
    return delivery.isUncertain(step) || mayBeFromLostTime(delivery, step);
  }

  /** The backup says nothing of the step, or only what it was before the time that is lost. */
  private boolean mayBeFromLostTime(Delivery delivery, String step) {
    return settings.isOlderThanRestore(delivery.handoff().createdAt())
        && delivery
            .step(step)
            .map(
                known ->
                    known.state() == StepState.FAILED && settings.isOlderThanRestore(known.at()))
            .orElse(true);
  }

  /** Until when a create that is written down after this may leave. */
  public Departure departure() {
    return Departure.within(settings.departure());
  }

  /** Writes down that the step's create is about to be sent; gives the delivery that goes on. */
  public Delivery begin(@Variable("delivery") Delivery delivery, @Variable("step") String step) {
    // What a clear answer refuses from here on is not at Zoho, whatever a restored backup left out.
    return failed(journal.begin(delivery, step), step, null);
  }

  private Delivery failed(Delivery delivery, String step, @Nullable String why) {
    Instant now = clock.instant();
    List<JournalStep> steps = new ArrayList<>(delivery.journal());
    steps.removeIf(entry -> entry.name().equals(step));
    steps.add(new JournalStep(step, StepState.FAILED, now, now, why, Map.of()));
    return new Delivery(delivery.handoff(), delivery.transcript(), List.copyOf(steps));
  }

  /** The moment of a look-up: what it does not show may still have come after it. */
  public Instant now() {
    return clock.instant();
  }

  /**
   * What the person is served without was refused: noted, and the delivery goes on.
   *
   * @return the facts of the step that wanted it
   */
  public Map<String, Object> leftOut(
      @Variable("delivery") Delivery delivery,
      @Variable("step") String step,
      @ExchangeException ZohoFailure failure) {
    journal.failed(delivery, step, failure.code(), isUncertain(delivery, step));
    return Map.of("transcriptLeftOut", failure.code());
  }

  /** A finished step whose facts turned out to be wrong; gives the delivery that does it anew. */
  public Delivery reopen(@Variable("delivery") Delivery delivery, String step, String why) {
    journal.reopen(delivery, step, why);
    return failed(delivery, step, why);
  }

  /**
   * An earlier create was looked for and not found. It may still be under way at Zoho, so it is
   * only repeated once the settling time is over. That time runs from the moment at which the
   * outcome became unknown: a request may be carried out long after its client gave up.
   *
   * @param lookedAt when it was looked for
   * @throws ZohoUnavailable before that
   */
  public void requireSettled(
      @Variable("delivery") Delivery delivery,
      @Variable("step") String step,
      @Variable("lookedAt") Instant lookedAt) {
    Duration left = Duration.between(lookedAt, unknownSince(delivery, step).plus(zoho.settle()));
    if (!left.isNegative() && !left.isZero()) {
      throw new ZohoUnavailable(
          LOOKED, "step " + step + ": not found at Zoho yet; it may still appear", left);
    }
  }

  /** In the lost time of a restored backup it may have been sent until the very end. */
  private Instant unknownSince(Delivery delivery, String step) {
    Optional<Instant> seen =
        delivery.step(step).filter(known -> delivery.isUncertain(step)).map(this::unknownSince);
    Optional<Instant> lost =
        Optional.ofNullable(settings.restoredAt())
            .filter(restored -> delivery.handoff().createdAt().isBefore(restored));
    return Stream.concat(seen.stream(), lost.stream()).max(Instant::compareTo).orElseThrow();
  }

  /**
   * Nobody saw how a create ended that is only begun: its node died or was paused. It left at the
   * end of its departure at the latest, and that node waited for an answer no longer than any.
   */
  private Instant unknownSince(JournalStep step) {
    if (step.state() == StepState.STARTED) {
      return step.startedAt().plus(unseen());
    }
    return LOOKED.equals(step.detail()) ? step.startedAt() : step.at();
  }

  private Duration unseen() {
    return settings.departure().plus(answer);
  }

  /** So long after it was written down a create has appeared at Zoho, or never will. */
  Duration settling() {
    return unseen().plus(zoho.settle());
  }

  private static Map<String, String> text(Map<?, ?> facts) {
    Map<String, String> text = new LinkedHashMap<>();
    facts.forEach(
        (name, value) -> {
          if (value != null) {
            text.put(String.valueOf(name), String.valueOf(value));
          }
        });
    return text;
  }
}
