package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.HumanEvent;
import dev.handoff.handoff.HumanSide;
import dev.handoff.handoff.Offers;
import dev.handoff.handoff.References;
import dev.handoff.handoff.ZohoReference;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What SalesIQ shows of a chat whose time to be taken is up (salesiq.md 4.2). */
@Component
public final class OfferLook {

  private final Handoffs handoffs;
  private final HumanSide humanSide;
  private final Offers offers;
  private final References references;
  private final Clock clock;

  OfferLook(
      Handoffs handoffs, HumanSide humanSide, Offers offers, References references, Clock clock) {
    this.handoffs = handoffs;
    this.humanSide = humanSide;
    this.offers = offers;
    this.references = references;
    this.clock = clock;
  }

  /** The chat's delivery, for the ids that its journal has. */
  public Delivery delivery(@Body Handoff chat) {
    return new Delivery(chat, List.of(), handoffs.journal(chat));
  }

  /** Where SalesIQ shows the chat. */
  public String path(@Variable("delivery") Delivery delivery) {
    return "/conversations/"
        + references
            .portalId(delivery.handoff())
            .orElseGet(() -> delivery.requiredFact("conversationId"));
  }

  /** Somebody has it after all, or had it, and only the events are late; or nobody has. */
  public void conclude(@Body @Nullable Object answer, @Variable("delivery") Delivery delivery) {
    Handoff chat = delivery.handoff();
    ZohoReference about = new ZohoReference(chat.conversation(), chat.id());
    boolean news = false;
    if (answer instanceof JsonNode json) {
      for (HumanEvent event : new ConversationShown(json.path("data"), clock.instant()).events()) {
        news |= humanSide.hear(about, event) == HumanSide.Heard.APPLIED;
      }
    }
    if (!news) {
      offers.giveUp(chat);
    }
  }
}
