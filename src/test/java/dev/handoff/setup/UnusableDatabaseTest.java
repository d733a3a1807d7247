package dev.handoff.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.handoff.testing.TestDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.mock.env.MockEnvironment;

/** What a start says about a database that cannot be used; {@link StartTest} has the whole way. */
class UnusableDatabaseTest {

  private final Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
  private final String url = database.get("SPRING_DATASOURCE_URL");

  private static FailureAnalysis analysis(String url, String user, Throwable failure) {
    MockEnvironment environment =
        new MockEnvironment()
            .withProperty("spring.datasource.url", url)
            .withProperty("spring.datasource.username", user);
    return new UnusableDatabaseAnalyzer(environment)
        .analyze(new BeanCreationException("flywayInitializer", "no start", failure));
  }

  private static FailureAnalysis refused(String url, String user) {
    Throwable failure =
        catchThrowable(() -> DriverManager.getConnection(url, user, "hidden").close());
    return analysis(url, user, failure);
  }

  private static String withoutParameters(String url) {
    return url.replaceFirst("\\?.*", "");
  }

  @Test
  void aRefusedLoginNamesWhereAndWhoButNotThePassword() {
    FailureAnalysis said = refused(withoutParameters(url), "nobody");

    assertThat(said.getDescription())
        .isEqualTo(
            "The gateway cannot use its database: the database refuses the user or the password"
                + " (SQL state 28000).\n\nTried: "
                + withoutParameters(url)
                + " as user nobody");
    assertThat(said.getAction()).contains("SPRING_DATASOURCE_PASSWORD");
  }

  @Test
  void aMissingDatabaseIsNamed() {
    FailureAnalysis said =
        refused(url.replaceFirst("/handoff_\\d+", "/missing") + "&password=hidden", "postgres");

    assertThat(said.getDescription())
        .contains("the server has no database of that name (SQL state 3D000)")
        .contains("/missing as user postgres")
        .doesNotContain("hidden");
    assertThat(said.getAction()).startsWith("Create it");
  }

  @Test
  void anUnknownHostIsTold() {
    assertThat(refused("jdbc:postgresql://db.invalid/x", "gate").getDescription())
        .contains("the database does not answer (its host name is unknown)")
        .contains("Tried: jdbc:postgresql://db.invalid/x as user gate");
  }

  @Test
  void tablesOfSomebodyElseAreNotAStackTrace() throws SQLException {
    try (var connection = DriverManager.getConnection(url, "postgres", "postgres");
        var statement = connection.createStatement()) {
      statement.execute("create table handoff (id integer)");
    }
    Throwable failure =
        catchThrowable(
            () ->
                Flyway.configure()
                    .dataSource(url, "postgres", "postgres")
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate());

    assertThat(failure).isInstanceOf(FlywayException.class);
    FailureAnalysis said = analysis(url, "postgres", failure);
    assertThat(said.getDescription())
        .contains("its tables cannot be made or changed (SQL state 42P07)")
        .doesNotContain("create table");
  }

  @Test
  void tablesThatAnotherVersionMadeOtherwiseAreTold() throws SQLException {
    Flyway flyway = Flyway.configure().dataSource(url, "postgres", "postgres").load();
    flyway.migrate();
    try (var connection = DriverManager.getConnection(url, "postgres", "postgres");
        var statement = connection.createStatement()) {
      statement.execute("update flyway_schema_history set checksum = 1 where version = '1'");
    }

    FailureAnalysis said = analysis(url, "postgres", catchThrowable(flyway::migrate));

    assertThat(said.getDescription()).contains("its tables were not made by this version");
    assertThat(said.getAction()).contains("docs/operations.md");
  }

  @Test
  void whatHasNothingToDoWithADatabaseIsLeftToOthers() {
    assertThat(analysis("jdbc:h2:mem:x", "sa", new IllegalStateException("else"))).isNull();
  }
}
