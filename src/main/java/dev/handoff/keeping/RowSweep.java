package dev.handoff.keeping;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes rows that stand for themselves.
 *
 * @param what the only kind, as it is counted
 * @param table where they are
 * @param key the columns of the primary key
 * @param old the condition for a row to go, with {@code :before} in it
 */
record RowSweep(
    JdbcClient db, List<String> what, Duration keep, String table, String key, String old)
    implements Sweep {

  @Override
  public Swept sweep(Instant before, int most) {
    long removed =
        db.sql(
                "delete from %s where (%s) in (select %s from %s e where %s limit :most)"
                    .formatted(table, key, key, table, old))
            .param("before", before.atOffset(ZoneOffset.UTC))
            .param("most", most)
            .update();
    return new Swept(Map.of(what.get(0), removed), 0, removed >= most);
  }
}
