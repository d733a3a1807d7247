package dev.handoff.setup.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.NodeClock;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Settings;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.setup.doctor.Finding.Level;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.MovableClock;
import dev.handoff.testing.TestDatabase;
import dev.handoff.zoho.ZohoPlace;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoProperties;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One gateway on PostgreSQL against the simulated Zoho, whose set-up is broken in one way at a time
 * while it runs: the whole round names that cause as failed, and nothing else.
 */
class BrokenSetUpsTest {

  private static final Settings ZOHO =
      Settings.forTests()
          .withDepartments(
              List.of(
                  new Settings.Department("900000000000000006", "Support"),
                  new Settings.Department("900000000000000008", "Closed", false)),
              List.of(
                  new Settings.Department("510000000000002024", "Support"),
                  new Settings.Department("510000000000002026", "Asleep", false)));

  private static final MovableClock CLOCK = new MovableClock();
  private static final AtomicReference<ZohoPlace> PLACE = new AtomicReference<>();
  private static SimulatedZoho zoho;
  private static Gateway gateway;
  private static ZohoPlace right;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start(ZOHO);
    gateway =
        Gateway.start(
            zoho,
            TestDatabase.POSTGRESQL.fresh(),
            Map.of("ZOHO_DESK_CORRELATION_FIELD", "cf_handoff"),
            context -> {
              context.registerBean(NodeClock.class, () -> new NodeClock(CLOCK));
              context.registerBean(
                  "changingPlaces",
                  ZohoPlaces.class,
                  () -> PLACE::get,
                  definition -> definition.setPrimary(true));
            });
    right = ZohoPlaces.of(gateway.bean(ZohoProperties.class)).now();
    PLACE.set(right);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    zoho.close();
  }

  @AfterEach
  void mend() {
    zoho.faults().clear();
    PLACE.set(right);
    zoho.deskTicketFields(Set.of());
    zoho.withholdScopes(Set.of());
  }

  private static Report round() {
    return gateway.bean(Doctor.class).runWithout(List.of());
  }

  private static Finding onlyFailure() {
    List<Finding> failed = round().findings().stream().filter(Finding::isFailed).toList();
    assertThat(failed).hasSize(1);
    assertThat(failed.get(0).remedy()).isNotBlank();
    return failed.get(0);
  }

  private static ZohoPlace place(
      String deskUrl, String departmentId, String appId, String salesiqDepartmentId) {
    return new ZohoPlace(
        null,
        right.accountsUrl(),
        deskUrl,
        right.salesiqUrl(),
        right.orgId(),
        departmentId,
        right.screenName(),
        appId,
        salesiqDepartmentId,
        right.ordinary(),
        right.organisation());
  }

  private static void assertFailed(Finding finding, String check, String... words) {
    assertThat(finding.check()).isEqualTo(check);
    assertThat(finding.level()).isEqualTo(Level.FAILED);
    assertThat(finding.what()).contains(words);
  }

  @Test
  void whenNothingIsBrokenNothingFails() {
    zoho.deskTicketFields(Set.of("cf_handoff", "cf_other"));

    Report report = round();

    assertThat(report.findings()).noneMatch(Finding::isFailed);
    assertThat(report.findings())
        .extracting(Finding::check)
        .contains(
            "configuration",
            "routes",
            "database",
            "encryption key",
            "Zoho Accounts host",
            "Zoho Desk host",
            "Zoho SalesIQ host",
            "clock",
            "ordinary credential",
            "organisation credential",
            "Desk scopes",
            "SalesIQ scopes",
            "visitor API scopes",
            "Desk organisation",
            "Desk departments",
            "SalesIQ portal",
            "SalesIQ brand",
            "SalesIQ department",
            "correlation field",
            "webhooks",
            "SalesIQ webhooks",
            "answer service",
            "bot callback",
            "Botpress webhook");
  }

  @Test
  void wrongOrganisation() {
    PLACE.set(right.withOrgId("700000999"));

    assertFailed(
        onlyFailure(),
        "Desk organisation",
        "700000999 is none of the token's: 700000001 (Sandbox)");
  }

  @Test
  void hostThatNoDnsKnows() {
    PLACE.set(
        place(
            "https://desk.zoho.invalid/api/v1",
            right.departmentId(),
            right.appId(),
            right.salesiqDepartmentId()));

    assertFailed(
        onlyFailure(), "Zoho Desk host", "desk.zoho.invalid: the name is not known to the DNS");
  }

  @Test
  void unknownDeskDepartment() {
    PLACE.set(
        place(right.deskUrl(), "900000000000000009", right.appId(), right.salesiqDepartmentId()));

    assertFailed(
        onlyFailure(),
        "Desk departments",
        "ZOHO_DEPARTMENT_ID 900000000000000009 is no department there",
        "900000000000000006 (Support)");
  }

  @Test
  void disabledDeskDepartment() {
    PLACE.set(
        place(right.deskUrl(), "900000000000000008", right.appId(), right.salesiqDepartmentId()));

    assertFailed(onlyFailure(), "Desk departments", "Closed (900000000000000008)", "is disabled");
  }

  @Test
  void unknownBrand() {
    PLACE.set(place(right.deskUrl(), right.departmentId(), "51", right.salesiqDepartmentId()));

    assertFailed(
        onlyFailure(),
        "SalesIQ brand",
        "ZOHO_SALESIQ_APP_ID 51 is no brand of the portal",
        "510000000000002238");
  }

  @Test
  void unknownSalesIqDepartment() {
    PLACE.set(place(right.deskUrl(), right.departmentId(), right.appId(), "77"));

    assertFailed(onlyFailure(), "SalesIQ department", "ZOHO_SALESIQ_DEPARTMENT_ID 77");
  }

  @Test
  void disabledSalesIqDepartment() {
    PLACE.set(place(right.deskUrl(), right.departmentId(), right.appId(), "510000000000002026"));

    assertFailed(onlyFailure(), "SalesIQ department", "Asleep", "is disabled");
  }

  @Test
  void wrongScreenName() {
    PLACE.set(right.withScreenName("nobody"));

    assertFailed(
        onlyFailure(),
        "SalesIQ portal",
        "does not know the screen name nobody",
        "it knows sandbox");
  }

  @Test
  void unknownCorrelationField() throws IOException, InterruptedException {
    ticket();
    zoho.deskTicketFields(Set.of("cf_other"));

    assertFailed(
        onlyFailure(), "correlation field", "cf_handoff is no field of tickets", "cf_other");
  }

  @Test
  void missingDeskScope() {
    zoho.withholdScopes(Set.of("Desk.search.READ"));

    assertFailed(onlyFailure(), "Desk scopes", "the token lacks Desk.search.READ");
  }

  @Test
  void missingScopeWithoutWhichNoHandoffSuffersIsAWarning() {
    zoho.withholdScopes(Set.of("SalesIQ.portals.READ"));

    Report report = round();

    assertThat(report.findings()).noneMatch(Finding::isFailed);
    assertThat(of(report, "SalesIQ scopes").what())
        .startsWith("the token lacks SalesIQ.portals.READ");
  }

  @Test
  void scopeOfAWriteThatTheConsentDidNotGive() {
    JdbcClient db = gateway.bean(JdbcClient.class);
    String most =
        zoho.settings().ordinary().scopes().stream()
            .filter(scope -> !scope.equals("Desk.tickets.CREATE"))
            .collect(Collectors.joining(" "));
    db.sql(
            "update zoho_tokens set scopes = :scopes, accounts_server = :server,"
                + " authorised_at = current_timestamp where credential = 'ordinary'")
        .param("scopes", most)
        .param("server", zoho.accountsUrl())
        .update();
    try {
      assertFailed(onlyFailure(), "Desk scopes", "the token lacks Desk.tickets.CREATE");
    } finally {
      db.sql("update zoho_tokens set scopes = null, accounts_server = null, authorised_at = null")
          .update();
    }
  }

  @Test
  void missingSalesIqScope() {
    zoho.withholdScopes(Set.of("SalesIQ.departments.READ"));

    Report report = round();

    List<Finding> failed = report.findings().stream().filter(Finding::isFailed).toList();
    assertThat(failed).hasSize(1);
    assertFailed(failed.get(0), "SalesIQ scopes", "the token lacks SalesIQ.departments.READ");
    assertThat(of(report, "SalesIQ department").what())
        .isEqualTo("not checked because the token lacks the scope SalesIQ.departments.READ");
  }

  @Test
  void aSideOfZohoThatGivesNoAnswer() {
    zoho.faults().add(Fault.of(Fault.Kind.HTML_PAGE).on(Side.SALESIQ, "GET", ".*").forEver());

    assertFailed(onlyFailure(), "SalesIQ portal", "Zoho gives no answer now");
  }

  @Test
  void clockTenMinutesAhead() {
    CLOCK.advance(Duration.ofMinutes(10));
    try {
      assertFailed(onlyFailure(), "clock", "ahead of Zoho's");
    } finally {
      CLOCK.advance(Duration.ofMinutes(-10));
    }
  }

  @Test
  void clockOneMinuteAheadIsAWarning() {
    CLOCK.advance(Duration.ofMinutes(1));
    try {
      Finding clock = of(round(), "clock");
      assertThat(clock.level()).isEqualTo(Level.WARNING);
      assertThat(clock.what()).contains("ahead of Zoho's");
    } finally {
      CLOCK.advance(Duration.ofMinutes(-1));
    }
  }

  @Test
  void hostOfAnotherRegion() {
    try (SimulatedZoho elsewhere = SimulatedZoho.start(ZOHO)) {
      PLACE.set(
          place(
              elsewhere.deskUrl(),
              right.departmentId(),
              right.appId(),
              right.salesiqDepartmentId()));

      assertFailed(
          onlyFailure(), "Desk scopes", "Zoho rejects a token it has just issued (INVALID_OAUTH)");
    }
  }

  @Test
  void revokedRefreshToken() throws IOException, InterruptedException {
    try {
      post(
          zoho.accountsUrl()
              + "/oauth/v2/token/revoke?token="
              + zoho.settings().ordinary().refreshToken(),
          "",
          Map.of());

      Report report = round();
      int refreshes = zoho.refreshes().attempts();
      round();

      List<Finding> failed = report.findings().stream().filter(Finding::isFailed).toList();
      assertThat(failed).hasSize(1);
      assertFailed(
          failed.get(0), "ordinary credential", "refuses the refresh token (invalid_code)");
      assertThat(of(report, "Desk organisation").what())
          .isEqualTo("not checked because 'ordinary credential' did not go well");
      assertThat(zoho.refreshes().attempts()).as("no refresh storm").isEqualTo(refreshes);
    } finally {
      zoho.reset();
      gateway
          .bean(JdbcClient.class)
          .sql("update zoho_tokens set broken = null, access_token = null")
          .update();
    }
  }

  @Test
  void nothingIsWrittenAtZoho() {
    int before = zoho.requests().size();

    round();

    assertThat(zoho.requests().stream().skip(before))
        .filteredOn(request -> request.side() != Side.ACCOUNTS)
        .isNotEmpty()
        .allSatisfy(request -> assertThat(request.method()).isIn("GET", "HEAD"));
  }

  private static Finding of(Report report, String check) {
    return report.findings().stream()
        .filter(finding -> finding.check().equals(check))
        .findFirst()
        .orElseThrow();
  }

  /** A ticket made by somebody else. */
  private static void ticket() throws IOException, InterruptedException {
    Settings.Credential client = zoho.settings().ordinary();
    String token =
        new ObjectMapper()
            .readTree(
                post(
                    zoho.accountsUrl()
                        + "/oauth/v2/token?grant_type=refresh_token&client_id=%s&client_secret=%s&refresh_token=%s"
                            .formatted(
                                client.clientId(), client.clientSecret(), client.refreshToken()),
                    "",
                    Map.of()))
            .path("access_token")
            .asText();
    post(
        zoho.deskUrl() + "/tickets",
        "{\"subject\":\"s\",\"departmentId\":\"%s\",\"contact\":{\"lastName\":\"L\",\"email\":\"l@example.test\"}}"
            .formatted(zoho.settings().departmentId()),
        Map.of("Authorization", "Zoho-oauthtoken " + token, "orgId", zoho.settings().orgId()));
  }

  private static String post(String url, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body));
    request.header("Content-Type", "application/json");
    headers.forEach(request::header);
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString()).body();
  }
}
