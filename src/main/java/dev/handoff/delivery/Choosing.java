package dev.handoff.delivery;

import dev.handoff.handoff.Delivery;
import dev.handoff.handoff.Journal;
import dev.handoff.handoff.JournalStep;
import dev.handoff.handoff.Mailbox;
import dev.handoff.routing.HandoffChoice;
import java.util.Map;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets the router choose once, and keeps the choice with its reason. */
@Component
public final class Choosing {

  private final HandoffChoice choice;
  private final Mailbox mailbox;
  private final Journal journal;
  private final TransactionTemplate tx;

  public Choosing(HandoffChoice choice, Mailbox mailbox, Journal journal, TransactionTemplate tx) {
    this.choice = choice;
    this.mailbox = mailbox;
    this.journal = journal;
    this.tx = tx;
  }

  /** The delivery with its kind known; kind and reason are kept in one commit. */
  public Delivery choose(@Body Delivery delivery) {
    if (delivery.handoff().kind() != null || delivery.handoff().isFollowUp()) {
      return delivery;
    }
    HandoffChoice.Chosen chosen = choice.choose(delivery.handoff());
    String kind = chosen.kind().wireName();
    return tx.execute(
        status ->
            journal.done(
                mailbox.chosen(delivery, chosen.kind()),
                JournalStep.CHOICE,
                Map.of("kind", kind, "because", chosen.because())));
  }
}
