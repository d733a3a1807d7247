package dev.handoff.handoff;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class StorageConfiguration {

  @Bean
  Rows rows(ObjectMapper json) {
    return new Rows(json);
  }

  @Bean
  static PostgresPatience postgresPatience(Environment environment) {
    return new PostgresPatience(environment);
  }

  @Bean
  @ConditionalOnMissingBean
  NodeClock nodeClock() {
    return NodeClock.system();
  }

  /** The time all nodes agree on. The embedded database has one node, whose own time serves. */
  @Bean
  Clock clock(DataSource database, NodeClock node) throws SQLException {
    return isPostgres(database) ? DatabaseClock.of(database) : node.time();
  }

  /** How nodes hear of each other's messages. */
  @Bean
  MessageNews messageNews(JdbcClient db) {
    return new LocalNews(db);
  }

  private static boolean isPostgres(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
    }
  }
}
