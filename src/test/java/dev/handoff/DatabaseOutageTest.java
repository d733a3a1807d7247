package dev.handoff;

import static dev.handoff.testing.ProblemAnswer.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.zaxxer.hikari.HikariDataSource;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.Ports;
import dev.handoff.testing.TcpProxy;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A PostgreSQL of its own fails in every way, and comes back: nothing that was not stored is
 * acknowledged, nothing that was is lost, and nobody restarts the gateway.
 */
@Timeout(120)
class DatabaseOutageTest {

  private static final String HANDOFFS = "/api/handoffs";
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir static Path data;

  private static EmbeddedPostgres postgres;
  private static TcpProxy wire;
  private static SimulatedZoho zoho;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws IOException {
    postgres = postgres(Ports.ofOnesOwn());
    wire = TcpProxy.to(postgres.getPort());
    zoho = SimulatedZoho.start();
    Map<String, String> settings = new HashMap<>();
    settings.put("HANDOFF_TAKE_OVER", "4s");
    settings.put("handoff.delivery.departure", "1s");
    settings.put("handoff.database.answer", "2s");
    settings.put("spring.datasource.hikari.connection-timeout", "1500");
    settings.put("spring.datasource.hikari.validation-timeout", "500");
    gateway =
        Gateway.start(
            zoho,
            Map.of(
                "SPRING_DATASOURCE_URL",
                "jdbc:postgresql://localhost:"
                    + wire.port()
                    + "/postgres?preferQueryMode=simple", // so that the wire shows "COMMIT"
                "SPRING_DATASOURCE_USERNAME",
                "postgres",
                "SPRING_DATASOURCE_PASSWORD",
                "postgres"),
            settings);
  }

  private static EmbeddedPostgres postgres(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setPGStartupWait(PATIENCE)
        .setPort(port)
        .start();
  }

  @AfterAll
  static void stop() throws IOException {
    gateway.close();
    zoho.close();
    wire.close();
    postgres.close();
  }

  @AfterEach
  void mend() {
    wire.mend();
    zoho.faults().clear();
    gateway.bean(Scheduler.class).resume();
    await().atMost(PATIENCE).until(() -> order(Map.of()).status() < 300);
    awaitNothingIsLeft();
  }

  /** What one test left to be delivered must not come to Zoho in the next one. */
  private static void awaitNothingIsLeft() {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> count("handoff where state <> 'delivered'") == 0);
  }

  private static Gateway.Answer order(Map<String, String> headers) {
    String id = UUID.randomUUID().toString();
    return order(id, headers);
  }

  private static Gateway.Answer order(String conversation, Map<String, String> headers) {
    return gateway.post(
        HANDOFFS,
        """
        {"channel": "api", "conversationId": "%s", "kind": "ticket",
         "visitor": {"email": "%s@example.test"}}
        """
            .formatted(conversation, conversation),
        headers);
  }

  private static void assertComeAgain(Gateway.Answer answer) {
    problem(answer, 503);
    assertThat(answer.headers()).containsKey("retry-after");
  }

  private static void sql(String sql) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long count(String table) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        var row = statement.executeQuery("select count(*) from " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void awaitDelivered(NewAtZoho news, int tickets) {
    await().atMost(PATIENCE).until(() -> news.tickets().size() >= tickets);
    awaitNothingIsLeft();
    assertThat(news.tickets()).hasSize(tickets);
  }

  private static int health() {
    return gateway.get("/actuator/health/readiness").status();
  }

  @ParameterizedTest
  @ValueSource(strings = {"refuses", "hangs"})
  void acknowledgesNothingWhileTheDatabase(String fails) throws SQLException {
    long stored = count("handoff");
    if (fails.equals("hangs")) {
      wire.hold();
    } else {
      wire.refuse();
    }

    assertComeAgain(order(Map.of()));
    assertComeAgain(gateway.post("/api/chat/handoff", "{\"sessionId\": \"s-" + fails + "\"}"));
    assertComeAgain(gateway.get(HANDOFFS + "/" + UUID.randomUUID()));
    assertThat(health()).isEqualTo(503);
    assertThat(count("handoff")).isEqualTo(stored);

    NewAtZoho news = NewAtZoho.of(zoho);
    wire.mend();
    await().atMost(PATIENCE).until(() -> health() == 200);
    assertThat(order(Map.of()).status()).isIn(201, 202);
    awaitDelivered(news, 1);
  }

  @Test
  void goesOnAfterPostgresWasRestarted() throws Exception {
    NewAtZoho news = NewAtZoho.of(zoho);
    gateway.bean(Scheduler.class).pause();
    assertThat(order(Map.of()).status()).isEqualTo(202);
    int port = postgres.getPort();

    postgres.close();
    assertComeAgain(order(Map.of()));
    gateway.bean(Scheduler.class).resume();
    postgres = postgres(port);

    awaitDelivered(news, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"refuses", "hangs"})
  void findsAgainWhatZohoMadeWhileTheDatabase(String fails) {
    NewAtZoho news = NewAtZoho.of(zoho);
    zoho.faults()
        .add(
            Fault.of(Kind.DELAY_AFTER_COMMIT)
                .on(Side.DESK, "POST", "^/tickets$")
                .withDelay(Duration.ofSeconds(1)));
    Thread caller = new Thread(() -> order(Map.of()));
    caller.start();
    await().atMost(PATIENCE).until(() -> news.tickets().size() == 1);

    if (fails.equals("hangs")) {
      wire.hold();
    } else {
      wire.refuse();
    }
    await().atMost(PATIENCE).until(() -> news.requests(Side.DESK, "POST", "/tickets").size() == 1);
    assertThat(health()).isEqualTo(503);
    wire.mend();

    awaitDelivered(news, 1);
    assertThat(news.requests(Side.DESK, "POST", "/tickets")).hasSize(1);
  }

  /** Whether the commit came through is not known to the gateway; its caller comes again. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void commitThatGetsNoAnswerIsNoAcknowledgement(boolean carriedOut) throws SQLException {
    gateway.bean(Scheduler.class).pause();
    long stored = count("handoff");
    String conversation = UUID.randomUUID().toString();
    Map<String, String> key = Map.of("Idempotency-Key", "key-" + conversation);
    NewAtZoho news = NewAtZoho.of(zoho);

    wire.cutAt(conversation, "COMMIT", carriedOut);
    assertComeAgain(order(conversation, key));
    assertThat(wire.cuts()).isEqualTo(1);
    await().until(() -> count("handoff") == stored + (carriedOut ? 1 : 0));
    gateway.bean(Scheduler.class).resume();

    assertThat(order(conversation, key).status()).isIn(200, 201, 202);
    assertThat(count("handoff")).isEqualTo(stored + 1);
    awaitDelivered(news, 1);
  }

  /** 53100 is disk_full, 53400 another limit, 25006 a standby that takes no writes. */
  @ParameterizedTest
  @ValueSource(strings = {"53100", "53400", "25006"})
  void acknowledgesNothingThatDoesNotFitOnTheDisk(String state) throws SQLException {
    failOn("handoff", "insert", state);
    assertComeAgain(order(Map.of()));
    heal("handoff");

    assertThat(order(Map.of()).status()).isIn(201, 202);
  }

  @Test
  void sendsNothingThatItCannotWriteDownFirst() throws SQLException {
    NewAtZoho news = NewAtZoho.of(zoho);
    failOn("handoff_step", "insert or update", "53100");
    order(Map.of());
    await()
        .atMost(PATIENCE)
        .until(() -> !news.requests(Side.DESK, "GET", "/contacts/search").isEmpty());
    assertThat(news.requests()).noneMatch(request -> request.method().equals("POST"));
    heal("handoff_step");

    awaitDelivered(news, 1);
  }

  private static void failOn(String table, String acts, String state) throws SQLException {
    sql(
        """
        create function no_room() returns trigger language plpgsql as
          $$ begin raise exception 'no room' using errcode = '%s'; end $$;
        create trigger no_room before %s on %s for each statement execute function no_room()
        """
            .formatted(state, acts, table));
  }

  private static void heal(String table) throws SQLException {
    sql("drop trigger no_room on %s; drop function no_room()".formatted(table));
  }

  /** Another node was stopped inside a transaction: PostgreSQL ends it, and its locks with it. */
  @Test
  void aNodeThatStandsStillInsideATransactionBlocksNobodyForLong() throws SQLException {
    String conversation = UUID.randomUUID().toString();
    assertThat(order(conversation, Map.of()).status()).isIn(201, 202);
    try (Connection paused = gateway.bean(HikariDataSource.class).getConnection();
        Statement statement = paused.createStatement()) {
      paused.setAutoCommit(false);
      statement.execute(
          "select id from conversation where conversation_id = '%s' for update"
              .formatted(conversation));

      await().atMost(PATIENCE).until(() -> order(conversation, Map.of()).status() < 300);
      paused.setAutoCommit(true);
    } catch (SQLException endedByTheServer) {
      assertThat(endedByTheServer.getMessage()).contains("connection");
    }
  }
}
