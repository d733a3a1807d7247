package dev.handoff.intake;

import dev.handoff.handoff.Accepted;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffOrder;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.IdempotencyKey;
import dev.handoff.handoff.StoredAnswer;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** From an order to a stored handoff, and from there to an answer that can be given again. */
@Component
public final class Acceptance {

  private final Handoffs handoffs;
  private final DeliveryWatch watch;
  private final IntakeProperties settings;
  private final HttpAnswerWriter writer;

  public Acceptance(
      Handoffs handoffs, DeliveryWatch watch, IntakeProperties settings, HttpAnswerWriter writer) {
    this.handoffs = handoffs;
    this.watch = watch;
    this.settings = settings;
    this.writer = writer;
  }

  /** Durable from here on; waits for the delivery as long as callers are kept waiting. */
  public Accepted accept(@Body HandoffOrder order) {
    return settled(handoffs.accept(order));
  }

  /** The same for what is stored already: waits as long as callers are kept waiting. */
  public Accepted settled(Accepted accepted) {
    if (accepted.answer() != null) {
      return accepted;
    }
    Handoff now = watch.await(accepted.handoff(), settings.syncWait());
    return new Accepted(now, accepted.fresh(), accepted.opened(), null);
  }

  /** Keeps the answer for a repeated {@code Idempotency-Key}; gives the first one where it is. */
  public HttpAnswer keep(
      @Body HttpAnswer answer,
      @Variable("order") HandoffOrder order,
      @Variable("accepted") Accepted accepted) {
    IdempotencyKey key = order.idempotency();
    HttpAnswer given = answer;
    if (key != null) {
      StoredAnswer first = accepted.answer() == null ? kept(order, key, answer) : accepted.answer();
      given = new HttpAnswer(first.status(), type(first.status()), answer.headers(), first.body());
    }
    return given.with(HttpAnswer.HANDOFF_ID, accepted.handoff().id().value());
  }

  private StoredAnswer kept(HandoffOrder order, IdempotencyKey key, HttpAnswer answer) {
    return handoffs.remember(
        order.conversation().tenant(),
        key,
        new StoredAnswer(answer.status(), writer.text(answer.body())));
  }

  private static String type(int status) {
    return status < 400 ? HttpAnswer.JSON : HttpAnswer.PROBLEM;
  }
}
