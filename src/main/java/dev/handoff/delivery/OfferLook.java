package dev.handoff.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.Handoffs;
import dev.handoff.handoff.HumanEvent;
import dev.handoff.handoff.HumanSide;
import dev.handoff.handoff.Offers;
import dev.handoff.handoff.Operator;
import dev.handoff.handoff.ZohoReference;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
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
  private final Clock clock;

  OfferLook(Handoffs handoffs, HumanSide humanSide, Offers offers, Clock clock) {
    this.handoffs = handoffs;
    this.humanSide = humanSide;
    this.offers = offers;
    this.clock = clock;
  }

  /** The chat's delivery, for the ids that its journal has. */
  public Delivery delivery(@Body Handoff chat) {
    return new Delivery(chat, List.of(), handoffs.journal(chat));
  }

  /** Somebody has it after all, and only the event is late; or nobody has. */
  public void conclude(@Body @Nullable Object answer, @Variable("delivery") Delivery delivery) {
    Handoff chat = delivery.handoff();
    JsonNode shown = answer instanceof JsonNode json ? json.path("data") : null;
    if (shown != null && isTaken(shown)) {
      Operator operator = operator(shown.path("attender"));
      humanSide.hear(
          new ZohoReference(chat.conversation(), chat.id()),
          new HumanEvent.Assigned(
              "salesiq", "seen-assigned:" + operator.id(), clock.instant(), operator));
    } else {
      offers.giveUp(chat);
    }
  }

  private static boolean isTaken(JsonNode shown) {
    JsonNode status = shown.path("chat_status");
    return "connected".equals(status.path("state_key").asText("").toLowerCase(Locale.ROOT));
  }

  private static Operator operator(JsonNode attender) {
    return new Operator(
        attender.path("id").asText(null),
        attender.path("name").asText(null),
        attender.path("email").asText(null));
  }
}
