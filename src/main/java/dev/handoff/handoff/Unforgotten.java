package dev.handoff.handoff;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What is kept of a visitor beside the handoff itself; nothing, once the visitor is forgotten. */
@Component
public final class Unforgotten {

  private final JdbcClient db;
  private final TransactionTemplate tx;

  Unforgotten(JdbcClient db, TransactionTemplate tx) {
    this.db = db;
    this.tx = tx;
  }

  /**
   * Writes it under the lock of the handoff's row: who forgets the visitor at the same time waits,
   * and then finds what was written. Joins the running transaction.
   *
   * @return false, with nothing written, when the visitor was forgotten or the handoff is gone
   */
  public boolean write(Handoff handoff, Runnable writing) {
    return Boolean.TRUE.equals(
        tx.execute(
            status -> {
              boolean known = isKnown(handoff);
              if (known) {
                writing.run();
              }
              return known;
            }));
  }

  private boolean isKnown(Handoff handoff) {
    return db.sql(
            """
            select id from handoff
             where tenant = :tenant and id = :id and erased_at is null for update
            """)
        .param("tenant", handoff.conversation().tenant())
        .param("id", handoff.id().value())
        .query(String.class)
        .optional()
        .isPresent();
  }
}
