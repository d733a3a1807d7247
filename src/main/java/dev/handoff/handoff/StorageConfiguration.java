package dev.handoff.handoff;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
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

  /** How nodes hear of each other's messages; the embedded database has one node. */
  @Bean
  MessageNews messageNews(DataSource database, JdbcClient db) throws SQLException {
    return isPostgres(database)
        ? new PostgresNews(db, ownConnections(database))
        : new LocalNews(db);
  }

  /** How nodes hear of what changed, for those who watch. */
  @Bean
  NodeNews nodeNews(DataSource database, JdbcClient db) throws SQLException {
    return isPostgres(database)
        ? new PostgresNodeNews(db, ownConnections(database))
        : new LocalNodeNews();
  }

  /** Beside the pool, with the same address and the same patience. */
  private static PostgresEar.Connector ownConnections(DataSource database) throws SQLException {
    HikariDataSource pool = database.unwrap(HikariDataSource.class);
    Properties properties = new Properties();
    properties.putAll(pool.getDataSourceProperties());
    putIfGiven(properties, "user", pool.getUsername());
    putIfGiven(properties, "password", pool.getPassword());
    return () -> DriverManager.getConnection(pool.getJdbcUrl(), properties);
  }

  private static void putIfGiven(Properties properties, String name, @Nullable String value) {
    if (value != null) {
      properties.setProperty(name, value);
    }
  }

  private static boolean isPostgres(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection()) {
      return "PostgreSQL".equals(connection.getMetaData().getDatabaseProductName());
    }
  }
}
