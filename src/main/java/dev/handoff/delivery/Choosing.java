package dev.handoff.delivery;

import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.Mailbox;
import dev.handoff.routing.HandoffChoice;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/** Lets the router choose once, and keeps the choice. */
@Component
public final class Choosing {

  private final HandoffChoice choice;
  private final Mailbox mailbox;

  public Choosing(HandoffChoice choice, Mailbox mailbox) {
    this.choice = choice;
    this.mailbox = mailbox;
  }

  /** The delivery with its kind known. */
  public Delivery choose(@Body Delivery delivery) {
    if (delivery.handoff().kind() != null || delivery.handoff().isFollowUp()) {
      return delivery;
    }
    HandoffKind kind = choice.choose(delivery.handoff());
    return mailbox.chosen(delivery, kind);
  }
}
