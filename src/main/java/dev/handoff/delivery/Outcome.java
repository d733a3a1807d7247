package dev.handoff.delivery;

import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.Mailbox;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** The good end of a delivery. */
@Component
public final class Outcome {

  private final Mailbox mailbox;

  public Outcome(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  public void delivered(@Variable("delivery") Delivery delivery) {
    mailbox.delivered(delivery);
  }
}
