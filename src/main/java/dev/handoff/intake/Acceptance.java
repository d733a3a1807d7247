package dev.handoff.intake;

import dev.handoff.handoff.Accepted;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffOrder;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.IdempotencyKey;
import dev.handoff.handoff.StoredAnswer;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
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
    Handoff now = await(accepted.handoff());
    return new Accepted(now, accepted.fresh(), accepted.opened(), null);
  }

  /** The handoff once its delivery is over, or as it stands when callers were kept long enough. */
  Handoff await(Handoff handoff) {
    return watch.await(handoff, settings.syncWait());
  }

  /** Keeps the answer for a repeated {@code Idempotency-Key}; gives the first one where it is. */
  public HttpAnswer keep(
      @Body HttpAnswer answer,
      @Variable("order") HandoffOrder order,
      @Variable("accepted") Accepted accepted) {
    IdempotencyKey key = order.idempotency();
    HttpAnswer given =
        key == null ? answer : first(order.conversation().tenant(), key, accepted.answer(), answer);
    return given.about(accepted.handoff().id());
  }

  /**
   * The first answer to an idempotency key.
   *
   * @param known that answer, if it is there already
   * @param answer becomes it, if none is
   */
  HttpAnswer first(
      String tenant, IdempotencyKey key, @Nullable StoredAnswer known, HttpAnswer answer) {
    StoredAnswer first =
        known == null
            ? handoffs.remember(
                tenant, key, new StoredAnswer(answer.status(), writer.text(answer.body())))
            : known;
    return new HttpAnswer(first.status(), type(first.status()), answer.headers(), first.body());
  }

  private static String type(int status) {
    return status < 400 ? HttpAnswer.JSON : HttpAnswer.PROBLEM;
  }
}
