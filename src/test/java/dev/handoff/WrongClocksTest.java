package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.kagkarlsson.scheduler.Scheduler;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.TestDatabase;
import dev.handoff.testing.TestOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two nodes on one PostgreSQL whose machines are twenty minutes apart. */
class WrongClocksTest {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "HANDOFF_TAKE_OVER", "8s",
          "HANDOFF_RETRY_INITIAL", "1h",
          "HANDOFF_RETRY_MAX", "1h",
          "handoff.zoho.response-timeout-ms", "10000",
          "spring.jmx.enabled", "false");

  private static SimulatedZoho zoho;
  private static Gateway behind;
  private static Gateway ahead;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
    behind = node(Duration.ofMinutes(-10), database);
    ahead = node(Duration.ofMinutes(10), database);
  }

  private static Gateway node(Duration wrong, Map<String, String> database) {
    return Gateway.startWhereItIs(Clock.offset(Clock.systemUTC(), wrong), zoho, database, SETTINGS);
  }

  @AfterAll
  static void stop() {
    behind.close();
    ahead.close();
    zoho.close();
  }

  @BeforeEach
  void bothServe() {
    zoho.faults().clear();
    Stream.of(behind, ahead).forEach(node -> node.bean(Scheduler.class).resume());
  }

  private static Gateway named(String name) {
    return name.equals("ahead") ? ahead : behind;
  }

  private static Gateway other(Gateway node) {
    return node == ahead ? behind : ahead;
  }

  private static Handoff accept(Gateway node) {
    return node.bean(Handoffs.class).accept(TestOrder.ticket().build()).handoff();
  }

  private static Handoff now(Handoff handoff) {
    return behind.bean(Handoffs.class).find("main", handoff.id()).orElseThrow();
  }

  private static Handoff awaitState(Handoff handoff, HandoffState state) {
    return await().until(() -> now(handoff), found -> found.state() == state);
  }

  private static Instant databaseTime(String sql) {
    return behind.bean(JdbcClient.class).sql(sql).query(OffsetDateTime.class).single().toInstant();
  }

  @ParameterizedTest
  @ValueSource(strings = {"behind", "ahead"})
  void whatOneAcceptsTheOtherServesAtOnce(String accepting) {
    Gateway node = named(accepting);
    node.bean(Scheduler.class).pause();

    Handoff handoff = accept(node);

    assertThat(awaitState(handoff, HandoffState.DELIVERED).claim()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"behind", "ahead"})
  void aRetryIsDueByTheTimeBothAgreeOn(String retrying) {
    other(named(retrying)).bean(Scheduler.class).pause();
    zoho.faults()
        .add(Fault.of(Kind.SERVER_ERROR).on(Side.DESK, "GET", "/contacts/search").times(9));

    Handoff handoff = awaitState(accept(named(retrying)), HandoffState.RETRYING);

    Instant now = databaseTime("select clock_timestamp()");
    assertThat(handoff.nextAttemptAt())
        .isBetween(now.plus(Duration.ofMinutes(45)), now.plus(Duration.ofMinutes(75)));
    await()
        .untilAsserted(
            () ->
                assertThat(databaseTime("select max(execution_time) from scheduled_tasks"))
                    .isAfter(now.plus(Duration.ofMinutes(45))));
    assertThat(other(named(retrying)).bean(Clock.class).instant())
        .isBefore(now.plus(Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"behind", "ahead"})
  void aNodeThatWaitsForZohoIsNotTakenForDead(String working) {
    Gateway node = named(working);
    other(node).bean(Scheduler.class).pause();
    NewAtZoho news = NewAtZoho.of(zoho);
    zoho.faults()
        .add(
            Fault.of(Kind.DELAY)
                .on(Side.DESK, "GET", "/contacts/search")
                .withDelay(Duration.ofSeconds(5)));

    Handoff handoff = accept(node);
    await().until(() -> now(handoff).state() == HandoffState.DELIVERING);
    other(node).bean(Scheduler.class).resume();

    assertThat(awaitState(handoff, HandoffState.DELIVERED).claim()).isEqualTo(1);
    assertThat(news.tickets()).hasSize(1);
  }

  @Test
  void aSlowRefreshIsNotRepeatedByTheOther() {
    List.of(behind, ahead).forEach(node -> awaitState(accept(node), HandoffState.DELIVERED));
    int refreshes = zoho.refreshes().attempts();
    zoho.faults().add(Fault.of(Kind.DELAY).on(Side.ACCOUNTS).withDelay(Duration.ofSeconds(3)));
    zoho.expireAllTokens();
    for (Gateway node : List.of(behind, ahead)) {
      node.bean("zohoTokenCache", Cache.class).invalidateAll();
    }

    List<Handoff> handoffs =
        Stream.generate(() -> List.of(behind, ahead))
            .limit(10)
            .flatMap(List::stream)
            .map(WrongClocksTest::accept)
            .toList();

    handoffs.forEach(handoff -> awaitState(handoff, HandoffState.DELIVERED));
    assertThat(zoho.refreshes().attempts()).isEqualTo(refreshes + 1);
  }
}
