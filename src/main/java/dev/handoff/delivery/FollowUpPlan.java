package dev.handoff.delivery;

import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.FollowUp;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffId;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.References;
import dev.handoff.zoho.ZohoFailure;
import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.ZohoRefused;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Where something goes that follows a handoff. */
@Component
public final class FollowUpPlan {

  private final ZohoProperties zoho;
  private final Handoffs handoffs;
  private final References references;

  FollowUpPlan(ZohoProperties zoho, Handoffs handoffs, References references) {
    this.zoho = zoho;
    this.handoffs = handoffs;
    this.references = references;
  }

  /** Words for the chat that the handoff opened. */
  public boolean isForChat(@Variable("delivery") Delivery delivery) {
    return is(delivery, FollowUp.Type.MESSAGE) && delivery.fact("conversationId") != null;
  }

  /** Words for the ticket that the handoff opened. */
  public boolean isForTicket(@Variable("delivery") Delivery delivery) {
    return is(delivery, FollowUp.Type.MESSAGE) && delivery.fact("ticketId") != null;
  }

  /** The end of a chat, or of something that needs none. */
  public boolean isEnd(@Variable("delivery") Delivery delivery) {
    return is(delivery, FollowUp.Type.CLOSE);
  }

  /** Whether there is a chat to close. */
  public boolean hasChat(@Variable("delivery") Delivery delivery) {
    return delivery.fact("conversationId") != null;
  }

  private static boolean is(Delivery delivery, FollowUp.Type type) {
    return WordsParts.words(delivery).type() == type;
  }

  /**
   * The handoff that it follows made nothing that takes words, or not yet.
   *
   * @throws ZohoRefused always
   */
  public void nowhere(@Variable("delivery") Delivery delivery) {
    HandoffId followed = WordsParts.words(delivery).follows();
    if (isStillToCome(delivery, followed)) {
      throw new ZohoRefused(
          FollowUp.WAITS,
          "The handoff " + followed + " has not arrived yet",
          List.of(),
          "Replay that handoff if it is parked; this follows by itself.");
    }
    throw new ZohoRefused(
        "nowhere_to_go",
        "The handoff " + followed + " has no chat and no ticket",
        List.of(),
        "Replay that handoff first, then this message; or discard it.");
  }

  private boolean isStillToCome(Delivery delivery, HandoffId followed) {
    return handoffs
        .find(delivery.handoff().conversation().tenant(), followed)
        .map(Handoff::state)
        .filter(state -> state != HandoffState.DELIVERED && state != HandoffState.DISCARDED)
        .isPresent();
  }

  /** SalesIQ closes conversations by the portal's own id (salesiq.md 4.5). */
  public String closePath(@Variable("delivery") Delivery delivery) {
    String id =
        handoffs
            .find(delivery.handoff().conversation().tenant(), WordsParts.words(delivery).follows())
            .flatMap(references::portalId)
            .orElseGet(() -> delivery.requiredFact("conversationId"));
    return "/conversations/" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "/close";
  }

  public String closeMethod() {
    return zoho.salesiq().closeMethod();
  }

  /** What is noted of a chat that is closed. */
  public Map<String, Object> closed() {
    return Map.of("closeReason", "taken back by the bot");
  }

  /** A chat that SalesIQ won't close is noted; its operator sees that nobody answers. */
  public Map<String, Object> leftOpen(@ExchangeException ZohoFailure failure) {
    return Map.of("leftOpen", failure.code());
  }
}
