package dev.handoff.testing;

import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An empty, migrated database without the rest of the gateway. */
public final class TestStore implements AutoCloseable {

  private final HikariDataSource dataSource;
  private final JdbcClient db;
  private final TransactionTemplate tx;

  private TestStore(HikariDataSource dataSource) {
    this.dataSource = dataSource;
    this.db = JdbcClient.create(dataSource);
    this.tx = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  public static TestStore open(TestDatabase database) {
    Map<String, String> settings = database.fresh();
    HikariDataSource dataSource =
        DataSourceBuilder.create()
            .type(HikariDataSource.class)
            .url(settings.get("SPRING_DATASOURCE_URL"))
            .username(settings.getOrDefault("SPRING_DATASOURCE_USERNAME", "sa"))
            .password(settings.getOrDefault("SPRING_DATASOURCE_PASSWORD", ""))
            .build();
    dataSource.setMaximumPoolSize(32);
    TestStore store = new TestStore(dataSource);
    store.flyway().migrate();
    return store;
  }

  public Flyway flyway() {
    return Flyway.configure().dataSource(dataSource).load();
  }

  public DataSource dataSource() {
    return dataSource;
  }

  public JdbcClient db() {
    return db;
  }

  public TransactionTemplate tx() {
    return tx;
  }

  /** The gateway's tables and how many rows each has. */
  public Map<String, Long> rows() {
    List<String> tables =
        db.sql(
                """
                select table_name from information_schema.tables
                 where table_schema = 'public' and table_name <> 'flyway_schema_history'
                """)
            .query(String.class)
            .list();
    Map<String, Long> rows = new TreeMap<>();
    tables.forEach(
        table ->
            rows.put(table, db.sql("select count(*) from " + table).query(Long.class).single()));
    return rows;
  }

  /** How many rows of {@code table} fulfil {@code condition}. */
  public long count(String table, String condition, Object... values) {
    return db.sql("select count(*) from " + table + " where " + condition)
        .params(List.of(values))
        .query(Long.class)
        .single();
  }

  @Override
  public void close() {
    dataSource.close();
  }
}
