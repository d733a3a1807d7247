package dev.handoff.zoho.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.TestOrder;
import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoSetting;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the gateway makes of every reply of the token endpoint. */
class TokenEndpointTest {

  private static final String TOKEN = "/oauth/v2/token$";

  private static Bench bench;

  @BeforeAll
  static void start() {
    bench =
        Bench.start(
            Map.of(
                "handoff.retry.credential", "200ms",
                "handoff.zoho.tokens.budget", "9",
                "handoff.zoho.response-timeout-ms", "1500"));
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  /** Nobody has a token, and nobody was refused one. */
  @BeforeEach
  void reset() {
    bench.reset();
    bench
        .gateway()
        .bean(JdbcClient.class)
        .sql(
            """
            update zoho_tokens set access_token = null, refreshes = '', lease_until = null,
              blocked_until = null, throttled = 0, broken = null, broken_detail = null
            """)
        .update();
  }

  private static int asked() {
    return bench.requests(Side.ACCOUNTS, "POST", "/oauth/v2/token").size();
  }

  private static Instant blockedUntil() {
    return bench
        .gateway()
        .bean(JdbcClient.class)
        .sql("select blocked_until from zoho_tokens where credential = 'ordinary'")
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  @ParameterizedTest
  @CsvSource({
    "invalid_code, 200",
    "invalid_code, 400",
    "invalid_client, 200",
    "invalid_client_secret, 200",
    "invalid_grant, 400"
  })
  void waitsForNewCredentialsWithoutUsingUpAttempts(String error, int status) {
    bench.fault(
        Fault.answer(status, "{\"error\":\"" + error + "\"}")
            .on(Side.ACCOUNTS, "POST", TOKEN)
            .forEver());
    Handoff handoff = bench.await(bench.accept(TestOrder.ticket()), HandoffState.RETRYING);

    Instant first = handoff.updatedAt();
    Handoff later =
        bench.await(
            handoff,
            now ->
                now.state() == HandoffState.RETRYING
                    && now.updatedAt().isAfter(first.plusMillis(600)));

    assertThat(asked()).isEqualTo(1);
    assertThat(later.attempts()).isZero();
    assertThat(later.lastError().code()).isEqualTo(error);
    assertThat(later.lastError().retryable()).isTrue();
    assertThat(later.lastError().message()).contains("Failed to refresh Zoho token: " + error);
    assertThat(later.lastError().remedy()).startsWith("Re-authorise at /setup");

    // New credentials, as the setup stores them.
    bench.zoho().faults().clear();
    bench.gateway().bean(JdbcClient.class).sql("update zoho_tokens set broken = null").update();
    bench.await(handoff, HandoffState.DELIVERED);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400})
  void pausesAtLeastAMinuteWhenZohoThrottles(int status) {
    bench.fault(
        Fault.answer(
                status,
                "{\"error\":\"Access Denied\",\"error_description\":\"You have made too many"
                    + " requests continuously. Please try again after some time.\"}")
            .on(Side.ACCOUNTS, "POST", TOKEN)
            .times(2));
    Instant start = bench.clock().instant();

    Handoff handoff = bench.await(bench.accept(TestOrder.ticket()), HandoffState.RETRYING);

    assertThat(blockedUntil()).isAfterOrEqualTo(start.plusSeconds(60));
    assertThat(handoff.lastError().message()).contains("too many refreshes");
    bench.clock().advance(Duration.ofSeconds(61));
    Awaitility.await().until(() -> asked() == 2);
    Awaitility.await().until(() -> blockedUntil().isAfter(start.plusSeconds(61 + 119)));
    bench.clock().advance(Duration.ofSeconds(125));
    Handoff delivered = bench.await(handoff, HandoffState.DELIVERED);

    assertThat(delivered.attempts()).isZero();
    assertThat(asked()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"page", "503", "hang", "empty", "neither"})
  void getsOverAnOutageOfAccounts(String what) {
    Fault fault =
        switch (what) {
          case "page" -> Fault.of(Kind.HTML_PAGE).withStatus(200);
          case "503" -> Fault.of(Kind.SERVER_ERROR).withStatus(503);
          case "hang" -> Fault.of(Kind.HANG);
          case "empty" -> Fault.of(Kind.EMPTY_BODY);
          default -> Fault.answer(200, "{\"status\":\"strange\"}");
        };
    bench.fault(fault.on(Side.ACCOUNTS, "POST", TOKEN));

    Handoff handoff = bench.await(bench.accept(TestOrder.ticket()), HandoffState.RETRYING);
    assertThat(handoff.lastError().code()).isEqualTo("refresh_paused");
    bench.clock().advance(Duration.ofSeconds(3));
    Handoff delivered = bench.await(handoff, HandoffState.DELIVERED);

    assertThat(delivered.attempts()).isZero();
    assertThat(asked()).isEqualTo(2);
  }

  @Test
  void callsItBrokenAfterThreeStrangeErrors() {
    bench.fault(
        Fault.answer(400, "{\"error\":\"brand_new_error\"}")
            .on(Side.ACCOUNTS, "POST", TOKEN)
            .forEver());
    Handoff handoff = bench.await(bench.accept(TestOrder.ticket()), HandoffState.RETRYING);

    for (int tries = 2; tries <= 3; tries++) {
      tryAgain(tries);
    }

    bench.await(handoff, now -> now.lastError().code().equals("brand_new_error"));
    assertThat(asked()).isEqualTo(3);

    // Else its next try may come between another test's beginning and its fault.
    bench.zoho().faults().clear();
    bench.gateway().bean(JdbcClient.class).sql("update zoho_tokens set broken = null").update();
    bench.await(handoff, HandoffState.DELIVERED);
  }

  @Test
  void theEnvironmentsTokenServesAgainOnceItsClientDoes() {
    ZohoChoices choices = bench.gateway().bean(ZohoChoices.class);
    choices.choose(Map.of(ZohoSetting.ZOHO_CLIENT_ID, "1000.OTHER"), "ops");
    Handoff handoff = bench.await(bench.accept(TestOrder.ticket()), HandoffState.RETRYING);
    assertThat(handoff.lastError().code()).isEqualTo("no_refresh_token");

    choices.choose(Map.of(ZohoSetting.ZOHO_CLIENT_ID, ""), "ops");

    bench.await(handoff, HandoffState.DELIVERED);
  }

  @Test
  void aRefusalOfASecretThatWasReplacedMeanwhileBreaksNothing() {
    ZohoChoices choices = bench.gateway().bean(ZohoChoices.class);
    choices.choose(Map.of(ZohoSetting.ZOHO_CLIENT_SECRET, "former"), "ops");
    bench.fault(
        Fault.of(Kind.DELAY).on(Side.ACCOUNTS, "POST", TOKEN).withDelay(Duration.ofSeconds(1)));
    Handoff handoff = bench.accept(TestOrder.ticket());
    Awaitility.await().until(() -> bench.zoho().faults().list().isEmpty());

    choices.choose(Map.of(ZohoSetting.ZOHO_CLIENT_SECRET, ""), "ops");
    bench.await(handoff, now -> now.lastError() != null);
    bench.clock().advance(Duration.ofSeconds(3));

    bench.await(handoff, HandoffState.DELIVERED);
  }

  @Test
  void aStrangeErrorAtTheEndOfAnOutageDoesNotBreakIt() {
    bench.fault(Fault.of(Kind.SERVER_ERROR).withStatus(503).on(Side.ACCOUNTS, "POST", TOKEN));
    Handoff handoff = bench.await(bench.accept(TestOrder.ticket()), HandoffState.RETRYING);
    bench.fault(Fault.of(Kind.SERVER_ERROR).withStatus(503).on(Side.ACCOUNTS, "POST", TOKEN));
    tryAgain(2);
    bench.fault(
        Fault.answer(400, "{\"error\":\"brand_new_error\"}").on(Side.ACCOUNTS, "POST", TOKEN));
    tryAgain(3);

    bench.clock().advance(Duration.ofSeconds(30));
    bench.await(handoff, HandoffState.DELIVERED);
  }

  private void tryAgain(int expected) {
    bench.clock().advance(Duration.ofSeconds(10));
    Awaitility.await().until(() -> asked() == expected);
  }

  @Test
  void refreshesOnceInTheFiveMinutesBeforeTheEndWhileOthersUseTheOldToken() {
    bench.deliver(TestOrder.ticket());
    bench.clock().advance(Duration.ofMinutes(56));
    bench.fault(
        Fault.of(Kind.DELAY).on(Side.ACCOUNTS, "POST", TOKEN).withDelay(Duration.ofMillis(300)));
    int before = asked();

    List<Handoff> handoffs =
        IntStream.range(0, 20).mapToObj(number -> bench.accept(TestOrder.ticket())).toList();
    handoffs.forEach(handoff -> bench.await(handoff, HandoffState.DELIVERED));

    assertThat(asked()).isEqualTo(before + 1);
    assertThat(handoffs).allSatisfy(one -> assertThat(bench.now(one).attempts()).isZero());
    assertThat(
            bench.requests(Side.DESK, "POST", "/tickets").stream()
                .skip(1)
                .map(request -> request.headers().get("Authorization"))
                .distinct())
        .hasSizeBetween(1, 2);
    assertThat(bench.requests(Side.DESK, "GET", "/contacts/search"))
        .noneMatch(request -> request.status() == 401);
  }

  @Test
  void neverRefreshesMoreThanNineTimesInTenMinutes() {
    TokenBroker broker = bench.gateway().bean(TokenBroker.class);
    Instant start = bench.clock().instant();
    for (int i = 0; i < 9; i++) {
      broker.rejected(broker.token(CredentialName.ORDINARY));
      bench.clock().advance(Duration.ofSeconds(10));
    }

    Handoff handoff = bench.await(bench.accept(TestOrder.ticket()), HandoffState.RETRYING);

    assertThat(asked()).isEqualTo(9);
    assertThat(handoff.lastError().code()).isEqualTo("refresh_budget");
    assertThat(handoff.attempts()).isZero();
    bench.clock().advance(Duration.between(bench.clock().instant(), start.plusSeconds(603)));
    bench.await(handoff, HandoffState.DELIVERED);
    assertThat(bench.zoho().refreshes().successes()).isEqualTo(10);
  }
}
