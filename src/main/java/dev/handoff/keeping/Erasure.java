package dev.handoff.keeping;

import dev.handoff.handoff.Audit;
import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.VisitorGone;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Forgets a visitor: leaves handoffs with kind, channel, state and times, and the audit, but
 * nothing personal. Each conversation is a transaction of its own; what fails is named in the
 * answer beside what was done, and finished by asking again. Zoho's own records are not touched.
 */
@Component
public final class Erasure {

  private static final String ACT = "erase-visitor";
  private static final Logger log = LoggerFactory.getLogger(Erasure.class);

  private final TransactionTemplate tx;
  private final PersonFinder finder;
  private final ConversationErasure one;
  private final PersonContacts contacts;
  private final Mentions mentions;
  private final KeyedHash hash;
  private final Audit audit;
  private final ApplicationEventPublisher events;

  Erasure(
      TransactionTemplate tx,
      PersonFinder finder,
      ConversationErasure one,
      PersonContacts contacts,
      Mentions mentions,
      KeyedHash hash,
      Audit audit,
      ApplicationEventPublisher events) {
    this.tx = tx;
    this.finder = finder;
    this.one = one;
    this.contacts = contacts;
    this.mentions = mentions;
    this.hash = hash;
    this.audit = audit;
    this.events = events;
  }

  /**
   * Forgets them; again, it finds nothing. What failed after something was done is named; the ids
   * at Zoho of what was done are not kept anywhere else, so they are always told.
   *
   * @param force gives up what is not settled, parked handoffs and open chats included
   * @param who the login of whoever asks
   * @throws StillOpenException without {@code force}, when something is not settled
   */
  public Erased erase(String tenant, Whom whom, boolean force, String who) {
    String subject = hash.of(whom.text());
    audit.note(tenant, who, ACT, subject, "asked" + (force ? " with force" : ""));
    Set<String> found = finder.conversations(tenant, whom);
    List<ConversationId> conversations =
        found.stream().map(id -> new ConversationId(tenant, id)).toList();
    if (!force) {
      one.requireSettled(conversations);
    }
    ErasureRun run = new ErasureRun();
    for (ConversationId conversation : conversations) {
      run.part("conversation " + conversation.value(), () -> one.erase(conversation, force, run));
    }
    run.requireSomethingDone();
    run.part("persons a bot told of", () -> users(tenant, whom, run));
    run.part("mentions", () -> mentions.blot(tenant, whom, run));
    run.requireSomethingDone();
    run.part("audit", () -> audit.note(tenant, who, ACT, subject, run.inWords()));
    log.info("erased {}, {}", subject, run.inWords());
    events.publishEvent(new VisitorGone());
    return run.erased();
  }

  private void users(String tenant, Whom whom, ErasureRun run) {
    run.add(tx.execute(status -> contacts.users(tenant, finder.hitlUsers(tenant, whom))));
  }
}
