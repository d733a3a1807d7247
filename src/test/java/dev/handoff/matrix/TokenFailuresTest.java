package dev.handoff.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffState;
import dev.handoff.handoff.Handoffs;
import dev.handoff.sandbox.Settings;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.MovableClock;
import dev.handoff.testing.NewAtZoho;
import dev.handoff.testing.TestDatabase;
import dev.handoff.testing.TestOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Fetching a token fails in every way while a ticket, a callback and a chat need one. What did
 * happen stands in {@code docs/zoho-failures.md}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TokenFailuresTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Map<TokenTrouble, TokenTrouble.Meaning> SEEN = new LinkedHashMap<>();

  private static MovableClock clock;
  private static SimulatedZoho zoho;
  private static Misrouting misrouting;
  private static Gateway gateway;

  @BeforeAll
  static void start() {
    clock = new MovableClock();
    zoho = SimulatedZoho.start(Settings.forTests().withClock(clock));
    misrouting = new Misrouting();
    gateway =
        Gateway.start(
            zoho,
            TestDatabase.H2.fresh(),
            Map.of(
                "handoff.zoho.tokens.budget", "100000",
                "handoff.zoho.response-timeout-ms", "1500",
                "handoff.zoho.answer-timeout-ms", "2000",
                "handoff.zoho.connect-timeout-ms", "300",
                "handoff.retry.credential", "200ms",
                "handoff.delivery.polling", "100ms"),
            context -> {
              Gateway.replaceClock(context, clock);
              context.registerBean("misrouting", ExecChainHandler.class, () -> misrouting);
            });
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    zoho.close();
    misrouting.close();
  }

  static List<TokenTrouble> troubles() {
    return TokenTrouble.all();
  }

  /** Nobody has a token, and nobody was refused one. */
  private static void forgetTokens() {
    zoho.reset();
    zoho.liftTokenLimit();
    gateway
        .bean(JdbcClient.class)
        .sql(
            """
            update zoho_tokens set access_token = null, refreshes = '', lease_until = null,
              blocked_until = null, throttled = 0, broken = null, broken_detail = null
            """)
        .update();
    for (String cache : List.of("zohoTokenCache", "salesIqDepartmentCache", "deskContactCache")) {
      gateway.bean(cache, Cache.class).invalidateAll();
    }
  }

  @Order(1)
  @ParameterizedTest(name = "{0}")
  @MethodSource("troubles")
  void handoffsWaitAndGoOnByThemselves(TokenTrouble trouble) {
    forgetTokens();
    NewAtZoho made = NewAtZoho.of(zoho);
    if (trouble.fault() != null) {
      zoho.faults().add(trouble.fault());
    } else {
      misrouting.once("", trouble.network(), (method, path) -> path.endsWith("/oauth/v2/token"));
    }
    Instant start = clock.instant();

    Map<HandoffKind, Handoff> handoffs = new LinkedHashMap<>();
    for (HandoffKind kind : HandoffKind.values()) {
      handoffs.put(kind, accept(TestOrder.of(kind)));
    }
    handoffs.values().forEach(one -> await(one, now -> now.state() == HandoffState.RETRYING));
    TokenTrouble.Meaning meaning = meaning(start);
    SEEN.put(trouble, meaning);
    assertThat(meaning).isEqualTo(trouble.meaning());
    if (meaning == TokenTrouble.Meaning.BROKEN) {
      newCredentialsAreNeeded(handoffs);
    }
    clock.advance(Duration.ofSeconds(70));

    for (Handoff handoff : handoffs.values()) {
      assertThat(await(handoff, now -> now.state() == HandoffState.DELIVERED).attempts()).isZero();
    }
    assertThat(made.tickets()).hasSize(1);
    assertThat(made.calls()).hasSize(1);
    assertThat(made.contacts()).hasSize(2);
    assertThat(made.conversations()).hasSize(1);
  }

  /** What the gateway made of it. */
  private static TokenTrouble.Meaning meaning(Instant start) {
    if (health().getStatus().equals(Status.DOWN)) {
      return TokenTrouble.Meaning.BROKEN;
    }
    assertThat(health().getDetails()).containsEntry("degraded", true);
    return blockedUntil().isBefore(start.plusSeconds(60))
        ? TokenTrouble.Meaning.OUTAGE
        : TokenTrouble.Meaning.THROTTLED;
  }

  private static void newCredentialsAreNeeded(Map<HandoffKind, Handoff> handoffs) {
    handoffs
        .values()
        .forEach(
            one -> {
              Handoff now = now(one);
              assertThat(now.lastError().message()).contains("Failed to refresh Zoho token");
              assertThat(now.lastError().remedy()).contains("Re-authorise at /setup");
            });
    assertThat(String.valueOf(health().getDetails().get("remedy")))
        .contains("Re-authorise at /setup");
    assertThat(asked()).as("requests of the token endpoint, for two credentials").isBetween(1L, 2L);

    zoho.faults().clear();
    gateway.bean(JdbcClient.class).sql("update zoho_tokens set broken = null").update();
  }

  private static Health health() {
    return gateway.bean("zohoHealthIndicator", HealthIndicator.class).health();
  }

  private static long asked() {
    return zoho.requests().stream().filter(one -> one.side() == Side.ACCOUNTS).count();
  }

  private static Instant blockedUntil() {
    return gateway
        .bean(JdbcClient.class)
        .sql("select max(blocked_until) from zoho_tokens")
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  private static Handoff accept(TestOrder order) {
    return gateway.bean(Handoffs.class).accept(order.build()).handoff();
  }

  private static Handoff now(Handoff handoff) {
    return gateway
        .bean(Handoffs.class)
        .find(handoff.conversation().tenant(), handoff.id())
        .orElseThrow();
  }

  private static Handoff await(Handoff handoff, Predicate<Handoff> condition) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> now(handoff), condition);
  }

  @Order(2)
  @Test
  void documentShowsWhatHappened() throws Exception {
    String text = table();
    Path produced = Files.writeString(Path.of("target/zoho-failures-token.md"), text);

    assertThat(Files.readString(Path.of("docs/zoho-failures.md")).contains(text))
        .as("docs/zoho-failures.md is out of date; put there what is in %s", produced)
        .isTrue();
  }

  private static String table() {
    List<String> lines = new ArrayList<>();
    lines.add("| Word | What the gateway does |");
    lines.add("| --- | --- |");
    new TreeSet<>(SEEN.values())
        .forEach(one -> lines.add("| " + one.word + " | " + one.meaning + " |"));
    lines.add("");
    lines.add("| What comes back | Handoffs wait |");
    lines.add("| --- | --- |");
    SEEN.forEach((trouble, meaning) -> lines.add("| " + trouble + " | " + meaning.word + " |"));
    return String.join("\n", lines) + "\n";
  }
}
