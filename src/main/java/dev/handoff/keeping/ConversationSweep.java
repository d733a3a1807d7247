package dev.handoff.keeping;

import dev.handoff.handoff.ConversationId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes something of conversations at rest. Each conversation is a short transaction of its own
 * under the lock of its row, which everybody takes first who writes about it; whether it still is
 * at rest and old enough is asked again under the lock.
 *
 * @param old the condition on {@code conversation c}, with {@code :before} in it
 * @param remove takes away what is to go, and tells how many rows of which kind
 */
record ConversationSweep(
    JdbcClient db,
    TransactionTemplate tx,
    Duration keep,
    String old,
    BiFunction<ConversationId, Instant, Map<String, Long>> remove)
    implements Sweep {

  private static final String SELECT = "select c.tenant, c.id from conversation c where ";

  @Override
  public Swept sweep(Instant before, int most) {
    List<ConversationId> found =
        db.sql(SELECT + old + " and " + Rest.IS_AT_REST + " limit :most")
            .param("before", before.atOffset(ZoneOffset.UTC))
            .param("most", most)
            .query((row, n) -> new ConversationId(row.getString("tenant"), row.getString("id")))
            .list();
    Map<String, Long> removed = new TreeMap<>();
    for (ConversationId id : found) {
      one(id, before).forEach((what, rows) -> removed.merge(what, rows, Long::sum));
    }
    return new Swept(removed, found.size() >= most);
  }

  private Map<String, Long> one(ConversationId id, Instant before) {
    return tx.execute(
        status -> isLocked(id) && isStillOld(id, before) ? remove.apply(id, before) : Map.of());
  }

  private boolean isLocked(ConversationId id) {
    return !db.sql("select id from conversation where tenant = :tenant and id = :id for update")
        .param("tenant", id.tenant())
        .param("id", id.value())
        .query(String.class)
        .list()
        .isEmpty();
  }

  private boolean isStillOld(ConversationId id, Instant before) {
    return !db.sql(
            SELECT + "c.tenant = :tenant and c.id = :id and " + old + " and " + Rest.IS_AT_REST)
        .param("tenant", id.tenant())
        .param("id", id.value())
        .param("before", before.atOffset(ZoneOffset.UTC))
        .query((row, n) -> row.getString("id"))
        .list()
        .isEmpty();
  }
}
