package dev.handoff.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.HandoffGateway;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.Logs;
import dev.handoff.testing.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** {@code java -jar handoff-gateway.jar doctor}, also where the gateway could not start. */
class DoctorCommandTest {

  private static SimulatedZoho zoho;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
  }

  @AfterAll
  static void stop() {
    zoho.close();
  }

  private record Said(int exit, String text) {

    List<String> failed() {
      return text.lines().filter(line -> line.startsWith("failed ")).toList();
    }

    String line(String check) {
      return text.lines().filter(line -> line.contains(check)).findFirst().orElse("");
    }
  }

  private static Said doctor(Map<String, String> settings, String... more) {
    List<String> arguments = new ArrayList<>(List.of("doctor"));
    settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    arguments.addAll(List.of(more));
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      int exit = Commands.run(HandoffGateway.class, arguments.toArray(String[]::new)).getAsInt();
      return new Said(exit, said.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
      System.out.println(said.toString(StandardCharsets.UTF_8));
    }
  }

  private static Map<String, String> settings(Map<String, String> database) {
    Map<String, String> all = new LinkedHashMap<>(Gateway.settings(zoho));
    all.putAll(database);
    return all;
  }

  private static Map<String, String> settings(Map<String, String> database, String... more) {
    Map<String, String> all = settings(database);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  private static void assertNothingLeaks(Said said) {
    assertThat(said.text())
        .doesNotContain("Exception")
        .doesNotContain("\tat ")
        .doesNotContain(zoho.settings().ordinary().clientSecret())
        .doesNotContain(zoho.settings().ordinary().refreshToken())
        .doesNotContain(Gateway.OPS_PASSWORD);
  }

  @Test
  void beforeTheFirstStartEverythingIsLookedAtAndNothingIsMade() {
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();

    Said said = doctor(settings(database));

    assertThat(said.exit()).as(said.text()).isZero();
    assertThat(said.text()).contains("is empty; the gateway makes its tables when it starts");
    assertThat(said.line("encryption key")).contains("nothing is stored under it yet");
    assertThat(said.line("Desk organisation")).startsWith("ok ");
    assertThat(said.text().lines().reduce((first, last) -> last).orElseThrow())
        .matches("\\d+ ok, \\d+ warnings, 0 failed");
    assertThat(
            TestDatabase.count(database, "information_schema.tables where table_schema = 'public'"))
        .isZero();
    assertNothingLeaks(said);
  }

  @Test
  void ofAGatewaysDatabaseItChangesNothingAndUsesTheTokenThatIsThere() throws Exception {
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
    Gateway.start(zoho, database, Map.of()).close();
    doctor(settings(database));
    int refreshes = zoho.refreshes().attempts();

    Said said = doctor(settings(database), "--json");

    assertThat(said.exit()).as(said.text()).isZero();
    assertThat(new ObjectMapper().readTree(said.text()).path("ok").asBoolean()).isTrue();
    assertThat(said.text()).contains("migrations applied; reading and writing work");
    assertThat(zoho.refreshes().attempts()).isEqualTo(refreshes);

    Said otherKey =
        doctor(
            settings(
                database,
                "HANDOFF_ENCRYPTION_KEY",
                "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE="));

    assertThat(otherKey.exit()).isEqualTo(1);
    assertThat(otherKey.failed()).hasSize(1);
    assertThat(otherKey.failed().get(0)).contains("encryption key").contains("not set");
    assertThat(otherKey.text()).contains("Add the former key at the end of HANDOFF_ENCRYPTION_KEY");
    assertNothingLeaks(otherKey);
  }

  @Test
  void pendingMigrationsAreNotADatabaseThatIsBroken() throws Exception {
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
    Gateway.start(zoho, database, Map.of()).close();
    try (Connection connection =
            DriverManager.getConnection(
                database.get("SPRING_DATASOURCE_URL"), "postgres", "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("drop table zoho_setting");
      statement.execute("delete from flyway_schema_history where cast(version as integer) >= 15");
    }

    Said said = doctor(settings(database));

    assertThat(said.failed()).isEmpty();
    assertThat(said.exit()).isZero();
    assertThat(said.text())
        .contains("migrations are not applied yet", "not checked because migrations are pending");
    assertThat(said.line("Zoho Accounts host")).startsWith("ok ");
    assertNothingLeaks(said);
  }

  @Test
  void namesOfZohoCannotSteerTheTerminal() {
    zoho.faults()
        .add(
            Fault.answer(
                    200,
                    "{\"data\":[{\"id\":\"1\",\"companyName\":\"a\\u001b[2Jb\\u202ec\","
                        + "\"portalName\":\"a\\u001b[2Jb\"}]}")
                .on(Side.DESK, "GET", ".*/organizations.*")
                .forEver());
    try {
      assertThat(doctor(settings(TestDatabase.H2.fresh())).text())
          .doesNotContain("\u001b[2J", "\u202e");
    } finally {
      zoho.faults().clear();
    }
  }

  @Test
  void wrongClientSecret() {
    Said said =
        doctor(
            settings(TestDatabase.POSTGRESQL.fresh(), "ZOHO_CLIENT_SECRET", "not-the-secret-0815"));

    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.failed()).hasSize(1);
    assertThat(said.failed().get(0))
        .contains("ordinary credential")
        .contains("refuses the client secret (invalid_client_secret)");
    assertThat(said.text()).doesNotContain("not-the-secret-0815");
    assertNothingLeaks(said);
  }

  @Test
  void databaseThatIsDown() {
    Said said =
        doctor(
            settings(
                Map.of(
                    "SPRING_DATASOURCE_URL", "jdbc:postgresql://localhost:1/handoff",
                    "SPRING_DATASOURCE_USERNAME", "handoff",
                    "SPRING_DATASOURCE_PASSWORD", "database-password-0815")));

    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.failed()).hasSize(1);
    assertThat(said.failed().get(0)).contains("database").contains("does not answer");
    assertThat(said.line("Zoho Desk host")).startsWith("ok ");
    assertThat(said.text())
        .contains("not checked because 'database' did not go well")
        .doesNotContain("database-password-0815");
    assertNothingLeaks(said);
  }

  @Test
  void wrongDatabasePassword() throws Exception {
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
    try (Connection connection =
            DriverManager.getConnection(
                database.get("SPRING_DATASOURCE_URL"), "postgres", "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create role doctor_login login password 'right'");
      wantPasswords(statement);
    }
    Map<String, String> wrong = new LinkedHashMap<>(database);
    wrong.computeIfPresent("SPRING_DATASOURCE_URL", (name, url) -> url.replaceAll("\\?.*", ""));
    wrong.put("SPRING_DATASOURCE_USERNAME", "doctor_login");
    wrong.put("SPRING_DATASOURCE_PASSWORD", "wrong-0815");

    Said said = doctor(settings(wrong));

    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.failed()).hasSize(1);
    assertThat(said.failed().get(0)).contains("database").contains("the user or the password");
    assertThat(said.text()).contains("SPRING_DATASOURCE_PASSWORD").doesNotContain("wrong-0815");
    assertNothingLeaks(said);
  }

  /** The test server trusts everybody but this role. */
  private static void wantPasswords(Statement statement) throws SQLException, IOException {
    try (var row = statement.executeQuery("show hba_file")) {
      row.next();
      Path rules = Path.of(row.getString(1));
      Files.writeString(
          rules, "host all doctor_login all scram-sha-256\n" + Files.readString(rules));
    }
    statement.execute("select pg_reload_conf()");
  }

  @Test
  void embeddedDatabaseThatARunningGatewayHolds() throws Exception {
    Map<String, String> database = TestDatabase.H2.fresh();
    String url = database.get("SPRING_DATASOURCE_URL");
    URL jar = org.h2.Driver.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader other =
            new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
        Connection holding =
            ((Driver) other.loadClass("org.h2.Driver").getDeclaredConstructor().newInstance())
                .connect(url + ";USER=sa", new Properties())) {
      Said said = doctor(settings(database));

      assertThat(holding.isClosed()).isFalse();
      assertThat(said.exit()).isEqualTo(1);
      assertThat(said.failed()).hasSize(1);
      assertThat(said.failed().get(0)).contains("database").contains("in use by another process");
      assertThat(said.text()).contains("/ops/api/doctor");
      assertNothingLeaks(said);
    }
  }

  @Test
  void everyBrokenSettingIsALineAndTheRestIsLookedAt() {
    Said said =
        doctor(
            settings(
                TestDatabase.H2.fresh(),
                "ZOHO_ORG_ID",
                "seven",
                "HANDOFF_SYNC_WAIT",
                "soon",
                "HANDOFF_OPS_PASSWORD",
                ""));

    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.failed()).hasSize(3).allMatch(line -> line.contains("configuration"));
    assertThat(said.text())
        .contains("ZOHO_ORG_ID: 'seven' (expected: the digits of the Desk organisation)")
        .contains("HANDOFF_SYNC_WAIT: 'soon' (expected: a duration")
        .contains("HANDOFF_OPS_PASSWORD: not set")
        .contains("not checked because the configuration has problems");
    assertThat(said.line("Zoho Accounts host")).startsWith("ok ");
    assertNothingLeaks(said);
  }

  @Test
  void missingRoutesFolder() {
    Said said =
        doctor(
            settings(TestDatabase.H2.fresh(), "handoff.routes", folder.resolve("none").toString()));

    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.failed()).hasSize(1);
    assertThat(said.failed().get(0)).contains("handoff.routes").contains("is missing");
    assertNothingLeaks(said);
  }

  @Test
  void routeFileThatDoesNotLoad() throws Exception {
    FileSystemUtils.copyRecursively(Path.of("routes"), folder);
    Files.writeString(
        folder.resolve("broken.camel.yaml"),
        "- route:\n    id: broken\n    from:\n      uri: direct:x\n      steps:\n        - tow: y\n");

    Said said = doctor(settings(TestDatabase.H2.fresh(), "handoff.routes", folder.toString()));

    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.failed()).hasSize(1);
    assertThat(said.failed().get(0)).contains("routes").contains("broken.camel.yaml:6");
    assertThat(said.line("Zoho Accounts host")).startsWith("ok ");
  }

  @Test
  void yamlThatCannotBeRead() throws Exception {
    Files.writeString(folder.resolve("application.yaml"), "ZOHO_ORG_ID: 7\n\tZOHO_REGION: eu\n");

    Said said = doctor(Map.of("handoff.config", folder.toString()));

    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.failed()).hasSize(1);
    assertThat(said.failed().get(0)).contains("configuration").contains("line 2");
    assertNothingLeaks(said);
  }

  @Test
  void configurationFolderThatIsNotThere() {
    Said said = doctor(Map.of("handoff.config", folder.resolve("none").toString()));

    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.failed()).hasSize(1);
    assertThat(said.failed().get(0)).contains("is not a folder");
  }

  @Test
  void whatIsNoSettingEndsWithTwo() {
    assertThat(doctor(Map.of(), "--jsom").exit()).isEqualTo(2);
    assertThat(doctor(Map.of(), "ZOHO_REGION=eu").exit()).isEqualTo(2);
  }

  @AfterAll
  static void loudAgain() {
    Logs.loudAgain();
  }
}
