package dev.handoff.keeping;

import dev.handoff.handoff.ConversationId;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Forgets the visitor of one conversation, in a transaction of its own. */
@Component
final class ConversationErasure {

  private final TransactionTemplate tx;
  private final PersonRows rows;
  private final Unsettled unsettled;
  private final AtZoho atZoho;

  ConversationErasure(TransactionTemplate tx, PersonRows rows, Unsettled unsettled, AtZoho atZoho) {
    this.tx = tx;
    this.rows = rows;
    this.unsettled = unsettled;
    this.atZoho = atZoho;
  }

  /**
   * Whether all of these may go as they are.
   *
   * @throws StillOpenException names all that is not settled
   */
  void requireSettled(List<ConversationId> conversations) {
    List<String> open = conversations.stream().flatMap(id -> unsettled.of(id).stream()).toList();
    if (!open.isEmpty()) {
      throw new StillOpenException(open);
    }
  }

  /**
   * Under the lock of the conversation nobody else writes about it.
   *
   * @throws StillOpenException without {@code force}, when something is not settled by now
   */
  void erase(ConversationId id, boolean force, ErasureRun run) {
    run.add(
        tx.execute(
            status -> {
              rows.lock(id);
              if (!force) {
                requireSettled(List.of(id));
              }
              rows.fence(id);
              run.atZoho(atZoho.of(id));
              return rows.erase(id);
            }));
  }
}
