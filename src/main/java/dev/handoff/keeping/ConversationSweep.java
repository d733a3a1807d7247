package dev.handoff.keeping;

import dev.handoff.handoff.ConversationId;
import dev.handoff.handoff.FaultText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Removes something of conversations at rest. Each conversation is a short transaction of its own
 * under the lock of its row, which everybody takes first who writes about it; whether it still is
 * at rest and old enough is asked again under the lock. One that fails is passed over until all
 * others have gone.
 */
final class ConversationSweep implements Sweep {

  /**
   * Which conversations it is about.
   *
   * @param keep since when they are old, before now
   * @param silent since when a conversation with people is silent, before now; 0 for never
   * @param old the condition on {@code conversation c}, with {@code :before} in it
   */
  record Old(Duration keep, Duration silent, String old) {}

  private static final Logger log = LoggerFactory.getLogger(ConversationSweep.class);

  private static final String SELECT = "select c.tenant, c.id from conversation c where ";

  /** More than so many are no accident of theirs. */
  private static final int MOST_BROKEN = 1_000;

  private final JdbcClient db;
  private final TransactionTemplate tx;
  private final List<String> what;
  private final Old which;
  private final BiFunction<ConversationId, Instant, Map<String, Long>> remove;
  private final Set<String> broken = ConcurrentHashMap.newKeySet();

  /**
   * @param remove takes away what is to go, and tells how many rows of which kind
   */
  ConversationSweep(
      JdbcClient db,
      TransactionTemplate tx,
      List<String> what,
      Old which,
      BiFunction<ConversationId, Instant, Map<String, Long>> remove) {
    this.db = db;
    this.tx = tx;
    this.what = what;
    this.which = which;
    this.remove = remove;
  }

  @Override
  public List<String> what() {
    return what;
  }

  @Override
  public Duration keep() {
    return which.keep();
  }

  @Override
  public Swept sweep(Instant before, int most) {
    List<ConversationId> found = find(before, most);
    Map<String, Long> removed = new TreeMap<>();
    long failed = 0;
    for (ConversationId id : found) {
      try {
        one(id, before).forEach((kind, rows) -> removed.merge(kind, rows, Long::sum));
      } catch (CannotCreateTransactionException | DataAccessResourceFailureException gone) {
        log.warn("{} are removed later: {}", what.get(0), FaultText.of(gone));
        return new Swept(removed, failed + 1, false);
      } catch (RuntimeException e) {
        failed++;
        broken.add(id.value());
        log.warn("{} of conversation {} stay: {}", what.get(0), id.value(), FaultText.of(e));
      }
    }
    boolean more = found.size() >= most && broken.size() < MOST_BROKEN;
    if (!more) {
      broken.clear();
    }
    return new Swept(removed, failed, more);
  }

  private List<ConversationId> find(Instant before, int most) {
    List<String> but = List.copyOf(broken);
    String others = but.isEmpty() ? "" : " and c.id not in (:broken)";
    return of(SELECT + which.old() + " and " + Rest.IS_AT_REST + others + " limit :most", before)
        .param("most", most)
        .param("broken", but)
        .query((row, n) -> new ConversationId(row.getString("tenant"), row.getString("id")))
        .list();
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
    String itself = "c.tenant = :tenant and c.id = :id and ";
    return !of(SELECT + itself + which.old() + " and " + Rest.IS_AT_REST, before)
        .param("tenant", id.tenant())
        .param("id", id.value())
        .query((row, n) -> row.getString("id"))
        .list()
        .isEmpty();
  }

  private JdbcClient.StatementSpec of(String sql, Instant before) {
    Instant silent =
        which.silent().isZero() ? Instant.EPOCH : before.plus(which.keep()).minus(which.silent());
    return db.sql(sql)
        .param("before", before.atOffset(ZoneOffset.UTC))
        .param("silent", silent.atOffset(ZoneOffset.UTC));
  }
}
