package dev.handoff.delivery;

import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.LateAnswer;
import dev.handoff.zoho.Departure;
import dev.handoff.zoho.ZohoProperties;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** SalesIQ's callback API (salesiq.md 6). */
@Component
public final class LateAnswerCall {

  private final ZohoProperties zoho;
  private final Handoffs handoffs;
  private final DeliveryProperties settings;
  private final Stopping stopping;

  LateAnswerCall(
      ZohoProperties zoho, Handoffs handoffs, DeliveryProperties settings, Stopping stopping) {
    this.zoho = zoho;
    this.stopping = stopping;
    this.settings = settings;
    this.handoffs = handoffs;
  }

  /**
   * @param operation {@code response} or {@code progress}
   */
  public String path(@Variable("late") LateAnswer late, String operation) {
    String requestId = String.valueOf(late.requestId());
    return "/callbacks/"
        + URLEncoder.encode(requestId, StandardCharsets.UTF_8).replace("+", "%20")
        + "/"
        + operation;
  }

  public String method() {
    return zoho.salesiq().callbackMethod();
  }

  /**
   * Taken before a response is written down: a node that stood still since then sends nothing.
   *
   * @throws HandedBackException when this node is stopping; nothing was sent then
   */
  public Departure departure(@Variable("late") LateAnswer late) {
    if (stopping.isOverdue()) {
      throw new HandedBackException("late answer of handoff " + late.id().handoff());
    }
    return Departure.within(settings.departure());
  }

  /** The handoff, for the trace that its calls to Zoho belong to. */
  public Delivery delivery(@Variable("late") LateAnswer late) {
    return new Delivery(
        handoffs.find(late.id().tenant(), late.id().handoff()).orElseThrow(), List.of(), List.of());
  }
}
