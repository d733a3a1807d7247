package dev.handoff.delivery;

import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.Journal;
import dev.handoff.handoff.JournalStep;
import dev.handoff.handoff.Mailbox;
import dev.handoff.routing.HandoffChoice;
import java.util.Map;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/** Lets the router choose once, and keeps the choice with its reason. */
@Component
public final class Choosing {

  private final HandoffChoice choice;
  private final Mailbox mailbox;
  private final Journal journal;

  public Choosing(HandoffChoice choice, Mailbox mailbox, Journal journal) {
    this.choice = choice;
    this.mailbox = mailbox;
    this.journal = journal;
  }

  /** The delivery with its kind known. */
  public Delivery choose(@Body Delivery delivery) {
    if (delivery.handoff().kind() != null || delivery.handoff().isFollowUp()) {
      return delivery;
    }
    HandoffChoice.Chosen chosen = choice.choose(delivery.handoff());
    String kind = chosen.kind().wireName();
    return journal.done(
        mailbox.chosen(delivery, chosen.kind()),
        JournalStep.CHOICE,
        Map.of("kind", kind, "because", chosen.because()));
  }
}
