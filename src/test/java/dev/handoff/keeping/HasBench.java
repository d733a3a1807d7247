package dev.handoff.keeping;

import dev.handoff.testing.Bench;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What claims about keeping are made of. */
interface HasBench {

  Bench bench();

  default JdbcClient db() {
    return bench().gateway().bean(JdbcClient.class);
  }

  default long count(String tableAndCondition, Object... values) {
    return db().sql("select count(*) from " + tableAndCondition)
        .params(List.of(values))
        .query(Long.class)
        .single();
  }

  /** Removes all that is old enough by then. */
  default void later(Duration time) {
    bench().clock().advance(time);
    while (bench().gateway().bean(Retention.class).go()) {
      Thread.onSpinWait();
    }
  }

  static String fresh(String start) {
    return start + "-" + UUID.randomUUID();
  }
}
