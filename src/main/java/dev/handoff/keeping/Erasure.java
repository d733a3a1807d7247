package dev.handoff.keeping;

import dev.handoff.handoff.AfterCommit;
import dev.handoff.handoff.Audit;
import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.VisitorGone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Forgets a visitor: leaves handoffs with kind, channel, state and times, and the audit, but
 * nothing personal. Each conversation is a transaction of its own, so what fails half-way is
 * finished by asking again. Zoho's own records are not touched.
 */
@Component
public final class Erasure {

  private static final String ACT = "erase-visitor";

  private final TransactionTemplate tx;
  private final PersonFinder finder;
  private final PersonRows rows;
  private final Mentions mentions;
  private final KeyedHash hash;
  private final Audit audit;
  private final ApplicationEventPublisher events;

  Erasure(
      TransactionTemplate tx,
      PersonFinder finder,
      PersonRows rows,
      Mentions mentions,
      KeyedHash hash,
      Audit audit,
      ApplicationEventPublisher events) {
    this.tx = tx;
    this.finder = finder;
    this.rows = rows;
    this.mentions = mentions;
    this.hash = hash;
    this.audit = audit;
    this.events = events;
  }

  /**
   * Forgets them; again, it finds nothing.
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
      requireSettled(conversations);
    }
    Map<String, Long> counts = new TreeMap<>(PersonRows.NOTHING);
    List<Map<String, String>> zoho = new ArrayList<>();
    for (ConversationId conversation : conversations) {
      tx.executeWithoutResult(status -> erase(conversation, force, counts, zoho));
    }
    tx.executeWithoutResult(
        status -> rows.users(tenant, finder.hitlUsers(tenant, whom)).forEach(add(counts)));
    List<Map<String, String>> mentioned = mentions.blot(tenant, whom, counts);
    Map<String, Long> told = new LinkedHashMap<>(counts);
    tx.executeWithoutResult(
        status -> {
          audit.note(tenant, who, ACT, subject, "done: " + told);
          AfterCommit.run(() -> events.publishEvent(new VisitorGone()));
        });
    return new Erased(told, zoho, mentioned);
  }

  private static java.util.function.BiConsumer<String, Long> add(Map<String, Long> counts) {
    return (what, number) -> counts.merge(what, number, Long::sum);
  }

  private void requireSettled(List<ConversationId> conversations) {
    List<String> open = conversations.stream().flatMap(id -> rows.open(id).stream()).toList();
    if (!open.isEmpty()) {
      throw new StillOpenException(open);
    }
  }

  /** Under the lock of the conversation nobody else writes about it. */
  private void erase(
      ConversationId id, boolean force, Map<String, Long> counts, List<Map<String, String>> zoho) {
    rows.lock(id);
    if (!force) {
      requireSettled(List.of(id));
    }
    zoho.addAll(rows.atZoho(id));
    rows.erase(id).forEach(add(counts));
  }
}
