package dev.handoff.keeping;

import dev.handoff.testing.Bench;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

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

  /** Sweeps beside those that are at work, with these settings of {@code handoff.retention}. */
  default List<Sweep> sweeps(Map<String, String> settings) {
    RetentionProperties keep =
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("handoff.retention", RetentionProperties.class);
    return new Sweeps(db(), bench().gateway().bean(TransactionTemplate.class))
        .oldThings(keep, bench().gateway().bean(ConversationRows.class));
  }

  static String fresh(String start) {
    return start + "-" + UUID.randomUUID();
  }
}
