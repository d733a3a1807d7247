package dev.handoff.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What one node tells is heard by all that listen. */
class NodeNewsTest {

  private final Map<String, String> settings = TestDatabase.POSTGRESQL.fresh();
  private final PostgresNodeNews one = node();
  private final PostgresNodeNews other = node();

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        settings.get("SPRING_DATASOURCE_URL"),
        settings.get("SPRING_DATASOURCE_USERNAME"),
        settings.getOrDefault("SPRING_DATASOURCE_PASSWORD", ""));
  }

  private PostgresNodeNews node() {
    DriverManagerDataSource database =
        new DriverManagerDataSource(
            settings.get("SPRING_DATASOURCE_URL"),
            settings.get("SPRING_DATASOURCE_USERNAME"),
            settings.getOrDefault("SPRING_DATASOURCE_PASSWORD", ""));
    return new PostgresNodeNews(JdbcClient.create(database), this::connect);
  }

  @AfterEach
  void close() {
    one.stop();
    other.stop();
  }

  /** Keeps what it hears. */
  private static final class Ear implements NodeNews.Listener {

    private final List<String> words = new CopyOnWriteArrayList<>();
    private volatile boolean isOpen;

    @Override
    public void heard(String said) {
      words.add(said);
    }

    @Override
    public void mayHaveMissed() {
      isOpen = true;
    }
  }

  private static Ear ear(NodeNews news) {
    Ear ear = new Ear();
    news.listen(ear);
    Awaitility.await().until(() -> ear.isOpen);
    return ear;
  }

  @Test
  void everyNodeHearsIt() {
    Ear here = ear(one);
    Ear there = ear(other);

    one.tell("{}");

    Awaitility.await().untilAsserted(() -> assertThat(there.words).containsExactly("{}"));
    Awaitility.await().untilAsserted(() -> assertThat(here.words).contains("{}"));
  }

  @Test
  void aNodeOfWhichNobodyListensTellsToo() {
    Ear there = ear(other);

    one.tell("first");
    one.tell("second");

    Awaitility.await()
        .untilAsserted(() -> assertThat(there.words).containsExactly("first", "second"));
    assertThat(one.isRunning()).isTrue();
  }

  @Test
  void withoutTheDatabaseItIsHeardOnThisNode() {
    DriverManagerDataSource away =
        new DriverManagerDataSource("jdbc:postgresql://localhost:1/none", "nobody", "");
    PostgresNodeNews alone =
        new PostgresNodeNews(
            JdbcClient.create(away),
            () -> {
              throw new SQLException("away");
            });
    Ear here = new Ear();
    alone.listen(here);

    alone.tell("{}");

    assertThat(here.words).containsExactly("{}");
    alone.stop();
  }
}
