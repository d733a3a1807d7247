package dev.handoff.handoff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database of the first version, with handoffs in it, is brought up to date. */
class SecondMigrationTest {

  private static final String FIRST_VERSION =
      """
      insert into conversation (tenant, id, channel, conversation_id, created_at, updated_at)
        values ('main', 'c', 'web', 's', '2026-11-20 10:00:00+00', '2026-11-20 10:00:00+00');
      insert into handoff (tenant, id, conversation, entry, asked_kind, state, request,
          transcript_upto, correlation, created_at, updated_at)
        values ('main', 'known', 'c', 1, 'ticket', 'delivered',
          '{"visitor":{"name":"} \\"email\\":\\"no@example.test","email":"Ana@Example.test"},"reason":"x"}',
          0, 'hg-1', '2026-11-20 10:00:00+00', '2026-11-20 10:00:00+00');
      insert into handoff (tenant, id, conversation, entry, asked_kind, state, request,
          transcript_upto, correlation, created_at, updated_at)
        values ('main', 'unknown', 'c', 2, 'ticket', 'received',
          '{"visitor":{"name":null,"email":null},"reason":null}',
          0, 'hg-2', '2026-11-20 11:00:00+00', '2026-11-20 11:00:00+00');
      insert into handoff_step (tenant, handoff, name, place, state, started_at, changed_at, facts)
        values ('main', 'known', 'ticket', 0, 'done', '2026-11-20 10:00:00+00',
          '2026-11-20 10:00:00+00', '{"ticketId":"7","ticketNumber":"1001"}');
      """;

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void whatListsAreSearchedByIsFilledIn(TestDatabase database) throws SQLException {
    Map<String, String> settings = database.fresh();
    String url = settings.get("SPRING_DATASOURCE_URL");
    String user = settings.getOrDefault("SPRING_DATASOURCE_USERNAME", "sa");
    String password = settings.getOrDefault("SPRING_DATASOURCE_PASSWORD", "");
    try (Connection open = DriverManager.getConnection(url, user, password);
        Statement statement = open.createStatement()) {
      Flyway.configure().dataSource(url, user, password).target("1").load().migrate();
      statement.execute(FIRST_VERSION);

      Flyway.configure().dataSource(url, user, password).target("2").load().migrate();

      ResultSet row =
          statement.executeQuery(
              "select *, attempts_since = created_at as since from handoff order by entry");
      assertThat(row.next()).isTrue();
      assertThat(row.getString("email")).isEqualTo("ana@example.test");
      assertThat(row.getString("ticket_number")).isEqualTo("1001");
      assertThat(row.getBoolean("since")).isTrue();
      assertThat(row.next()).isTrue();
      assertThat(row.getString("email")).isNull();
      assertThat(row.getString("ticket_number")).isNull();
      assertThat(row.getString("mend")).isNull();
    }
  }
}
