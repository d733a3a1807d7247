package dev.handoff.handoff;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Bounds every wait for PostgreSQL; its driver and server wait for ever by themselves. What the
 * address of the database says for itself wins.
 */
final class PostgresPatience implements BeanPostProcessor {

  private static final long CONNECT_SECONDS = 3;

  private final Duration answer;

  PostgresPatience(Environment environment) {
    this.answer =
        Binder.get(environment).bindOrCreate("handoff.database", DatabaseProperties.class).answer();
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof HikariDataSource pool
        && String.valueOf(pool.getJdbcUrl()).startsWith("jdbc:postgresql:")) {
      bound(pool);
    }
    return bean;
  }

  private void bound(HikariDataSource pool) {
    pool.addDataSourceProperty("connectTimeout", String.valueOf(CONNECT_SECONDS));
    pool.addDataSourceProperty("socketTimeout", String.valueOf(Math.max(1, answer.toSeconds())));
    pool.addDataSourceProperty("tcpKeepAlive", "true");
    if (pool.getConnectionInitSql() == null) {
      pool.setConnectionInitSql(
          "set lock_timeout = %d; set idle_in_transaction_session_timeout = %d"
              .formatted(answer.dividedBy(2).toMillis(), answer.toMillis()));
    }
  }
}
