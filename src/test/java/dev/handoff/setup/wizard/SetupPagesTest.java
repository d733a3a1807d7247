package dev.handoff.setup.wizard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handoff.handoff.Audit;
import dev.handoff.handoff.AuditEntry;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import dev.handoff.testing.Together;
import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoPlace;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.accounts.TokenBroker;
import dev.handoff.zoho.accounts.ZohoChoices;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two nodes that know nothing of Zoho but its hosts, and what comes to {@code /setup}. */
@ExtendWith(OutputCaptureExtension.class)
class SetupPagesTest {

  private static final Duration SOON = Duration.ofSeconds(40);

  private static SimulatedZoho zoho;
  private static Gateway first;
  private static Gateway second;
  private static Person here;
  private static Person there;

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    Map<String, String> settings = new HashMap<>(Person.nothing(zoho));
    settings.put("handoff.zoho.tokens.first-look", "100ms");
    settings.put("HANDOFF_SYNC_WAIT", "1s");
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
    first = Gateway.start(zoho, database, settings);
    second = Gateway.start(zoho, database, settings);
    here = new Person(first, zoho);
    there = new Person(second, zoho);
  }

  @AfterAll
  static void stop() {
    first.close();
    second.close();
    zoho.close();
  }

  @BeforeEach
  void forgetEverything() {
    zoho.reset();
    zoho.faults().clear();
    JdbcClient db = first.bean(JdbcClient.class);
    db.sql("delete from zoho_setting").update();
    db.sql("delete from oauth_state").update();
    db.sql(
            "update zoho_tokens set refresh_token = null, access_token = null,"
                + " accounts_server = null, scopes = null, authorised_at = null, broken = null,"
                + " blocked_until = null, generation = generation + 1")
        .update();
    Stream.of(first, second)
        .forEach(node -> node.bean(ZohoChoices.class).choose(Map.of(), "nobody"));
  }

  private static String health(Gateway node) {
    return node.send("GET", "/actuator/health/zoho", null, Person.LOGIN).text();
  }

  private static void isRefused(Gateway.Answer answer, int status, String... words) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.text()).contains(words).contains("Nothing was stored");
    assertThat(tokens()).as("tokens stored").isZero();
  }

  private static long tokens() {
    return first
        .bean(JdbcClient.class)
        .sql("select count(*) from zoho_tokens where refresh_token is not null")
        .query(Long.class)
        .single();
  }

  private static boolean isDelivered(String id) {
    return first.get("/api/handoffs/" + id).json().path("state").asText().equals("delivered");
  }

  @Test
  void fromNothingToReadyWhileHandoffsWait() {
    assertThat(health(first)).contains("DOWN", "ZOHO_ORG_ID", "/setup");
    Gateway.Answer taken =
        first.post(
            "/api/handoffs",
            "{\"channel\":\"api\",\"conversationId\":\"early\",\"kind\":\"ticket\","
                + "\"visitor\":{\"name\":\"Ana\",\"email\":\"early@example.test\"}}");
    assertThat(taken.status()).isEqualTo(202);

    here.storeClients();
    here.authorise("ordinary");
    here.authorise("organisation");
    String id = taken.json().path("handoffId").asText(taken.json().path("id").asText());
    assertThat(isDelivered(id)).as("not before it is known where").isFalse();
    assertThat(zoho.contacts()).isEmpty();
    assertThat(here.choose().status()).isEqualTo(303);

    assertThat(here.page("/setup").select(".state.ready")).hasSize(1);
    await().atMost(SOON).until(() -> isDelivered(id));
    await().atMost(SOON).until(() -> health(second).contains("\"UP\""));
    assertThat(second.bean(ZohoPlaces.class).now().orgId()).isEqualTo(zoho.settings().orgId());
    assertThat(first.bean(Audit.class).newest("main", (String) null, null, 3))
        .extracting(AuditEntry::act)
        .containsExactly("setup", "authorise", "authorise");
  }

  @Test
  void begunOnOneNodeAndEndedOnTheOther() {
    here.storeClients();
    String back = here.accept(here.link("ordinary"));

    assertThat(there.callback(back).status()).isEqualTo(303);

    assertThat(here.page("/setup").text()).contains("Authorised", zoho.accountsUrl());
    assertThat(there.callback(back).text()).contains("used before");
  }

  @Test
  void aSecondConsentReplacesTheTokenOnBothNodes() {
    here.storeClients();
    here.authorise("ordinary");
    here.authorise("organisation");
    here.choose();
    zoho.reset(); // the tokens of the first consents are gone at Zoho
    here.authorise("ordinary");
    here.authorise("organisation");

    String id =
        second
            .post(
                "/api/handoffs",
                "{\"channel\":\"api\",\"conversationId\":\"late\",\"kind\":\"ticket\","
                    + "\"visitor\":{\"name\":\"Ana\",\"email\":\"late@example.test\"}}")
            .json()
            .path("id")
            .asText();
    await().atMost(SOON).until(() -> isDelivered(id));
  }

  @Test
  void aCorrectedClientSecretLetsHandoffsGoOn() {
    here.storeClients();
    here.authorise("ordinary");
    here.authorise("organisation");
    here.choose();
    here.submit("/setup/connection", secret("wrong"));
    tokens("access_token = null, generation = generation + 1");
    for (Person one : List.of(here, there)) {
      one.page("/setup"); // knows both from now on, whatever it held before
    }
    String id =
        first
            .post(
                "/api/handoffs",
                "{\"channel\":\"api\",\"conversationId\":\"waits\",\"kind\":\"ticket\","
                    + "\"visitor\":{\"name\":\"Ana\",\"email\":\"waits@example.test\"}}")
            .json()
            .path("id")
            .asText();
    await().atMost(SOON).until(() -> health(first).contains("invalid_client_secret"));

    here.submit("/setup/connection", secret(zoho.settings().ordinary().clientSecret()));

    await().atMost(SOON).until(() -> isDelivered(id));
    assertThat(health(first)).contains("\"UP\"");
  }

  @Test
  void aCorrectedClientSecretIsTriedThoughNobodyNeedsIt() {
    here.storeClients();
    here.authorise("ordinary");
    here.authorise("organisation");
    here.choose();
    here.submit("/setup/connection", secret("wrong"));
    tokens("access_token = null, broken = 'invalid_client_secret'");

    here.submit("/setup/connection", secret(zoho.settings().ordinary().clientSecret()));

    TokenBroker broker = first.bean(TokenBroker.class);
    await().atMost(SOON).until(() -> broker.status(CredentialName.ORDINARY).expiresAt() != null);
  }

  private static void tokens(String assignments) {
    first
        .bean(JdbcClient.class)
        .sql("update zoho_tokens set " + assignments + " where credential = 'ordinary'")
        .update();
  }

  private static Map<String, String> secret(String secret) {
    return Map.of(
        "ZOHO_CLIENT_ID", zoho.settings().ordinary().clientId(), "ZOHO_CLIENT_SECRET", secret);
  }

  @Test
  void aConsentOfAnotherDataCentreIsNotReady() {
    here.storeClients();
    here.authorise("ordinary");
    here.authorise("organisation");
    here.choose();
    first
        .bean(JdbcClient.class)
        .sql("update zoho_tokens set accounts_server = 'https://accounts.zoho.in'")
        .update();

    Document page = here.page("/setup");

    assertThat(page.select(".state.ready")).isEmpty();
    assertThat(page.select(".state").text())
        .contains(
            "Authorised at https://accounts.zoho.in, the gateway is at " + zoho.accountsUrl());
    assertThat(here.get("/ops/api/doctor").text())
        .contains("was authorised at https://accounts.zoho.in, the gateway is at");
  }

  @ParameterizedTest
  @ValueSource(strings = {"portal=a%0D%0Ab", "portal=..%2F..%2Fx%3Fy", "organisation=7%0D%0AX: y"})
  void aPortalOrOrganisationThatCannotBeIsNotLookedAt(String query) {
    here.storeClients();
    here.authorise("ordinary");
    int before = zoho.requests().size();

    Document page = here.page("/setup?" + query.replace(" ", "%20"));

    assertThat(page.select("#ZOHO_DEPARTMENT_ID-hint, #ZOHO_SALESIQ_APP_ID-hint").text())
        .doesNotContain("could not be asked", "does not give");
    assertThat(zoho.requests().stream().skip(before))
        .noneMatch(request -> request.path().contains(".."));
  }

  @Test
  void forgedMissingAndForeignStates() {
    here.storeClients();
    String back = here.accept(here.link("ordinary"));

    isRefused(here.callback(back.replaceAll("state=.*", "state=forged")), 400, "did not begin");
    isRefused(here.callback(back.replaceAll("&state=.*", "")), 400, "did not begin");
    first.bean(JdbcClient.class).sql("update oauth_state set who = 'somebody'").update();
    isRefused(here.callback(back), 400, "another login");
    assertThat(here.exchanges()).isEmpty();
  }

  @Test
  void anExpiredState() {
    here.storeClients();
    String back = here.accept(here.link("ordinary"));
    first
        .bean(JdbcClient.class)
        .sql("update oauth_state set expires_at = expires_at - interval '11 minutes'")
        .update();

    isRefused(here.callback(back), 400, "10 minutes");
    assertThat(here.exchanges()).isEmpty();
  }

  @Test
  void aDoubleClickOnTwoNodesIsOneExchange() {
    here.storeClients();
    String back = here.accept(here.link("ordinary"));

    List<Integer> answers =
        Together.run(2, number -> (number == 0 ? here : there).callback(back).status());

    assertThat(answers).containsExactlyInAnyOrder(303, 400);
    assertThat(here.exchanges()).hasSize(1);
    assertThat(tokens()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://accounts.zoho.com.evil.test",
        "http://accounts.zoho.eu",
        "https://accounts.zoho.eu@evil.test",
        "https://evil.test/?https://accounts.zoho.eu",
        "javascript:alert(1)"
      })
  void aForeignAccountsServerGetsNothing(String server) {
    here.storeClients();
    String back = here.accept(here.link("ordinary"));

    String forged =
        back.replaceAll("accounts-server=[^&]*", "accounts-server=" + Person.encode(server));

    isRefused(here.callback(forged), 400, "Not a Zoho Accounts server");
    assertThat(here.exchanges()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "zz, none of us eu in au",
    "<script>, (not shown)",
    "https://accounts.zoho.eu, (not shown)"
  })
  void anUnknownLocationGetsNothing(String location, String words) {
    here.storeClients();
    String back = here.accept(here.link("ordinary"));

    String forged = back.replaceAll("location=[^&]*", "location=" + Person.encode(location));

    Gateway.Answer answer = here.callback(forged);
    isRefused(answer, 400, "Not a region of Zoho", words);
    assertThat(answer.text()).doesNotContain("<script");
    assertThat(here.exchanges()).isEmpty();
  }

  @Test
  void aMissingLocationIsFine() {
    here.storeClients();

    String back = here.accept(here.link("ordinary")).replaceAll("location=[^&]*&", "");

    assertThat(here.callback(back).status()).isEqualTo(303);
  }

  @Test
  void noCodeAndNoError() {
    here.storeClients();
    String back = here.accept(here.link("ordinary")).replaceAll("code=[^&]*&", "");

    isRefused(here.callback(back), 400, "No code came back");
  }

  @Test
  void aUserWithoutDeskIsTold() {
    here.storeClients();
    zoho.change(switches -> switches.withUserWithoutOrg(true));

    isRefused(here.callback(here.accept(here.link("ordinary"))), 502, "No Desk for this user");
  }

  @ParameterizedTest
  @CsvSource({
    "access_denied, Zoho says that access was denied",
    "something_new, something_new",
    "<script>alert(1)</script>, a code that is not shown"
  })
  void anErrorInsteadOfACodeIsExplained(String error, String words) {
    here.storeClients();
    String state = here.link("ordinary").replaceAll(".*&state=", "");

    Gateway.Answer answer = here.callback("error=" + Person.encode(error) + "&state=" + state);

    isRefused(answer, 502, words);
    assertThat(answer.text()).doesNotContain("<script");
  }

  private static final String EXCHANGE = "/oauth/v2/token";

  @ParameterizedTest
  @CsvSource({
    "invalid_code, The code is no longer good",
    "invalid_client, does not know the client",
    "invalid_client_secret, The client secret is wrong",
    "invalid_scope, A scope is not available",
    "invalid_redirect_uri, The redirect address is not registered",
    "unsupported_grant_type, The client cannot do this",
    "missing_org_info, Zoho does not know for which organisation",
    "general_error, Zoho met an error of its own",
    "Access Denied, Zoho wants a pause",
    "brand new, its papers do not name: brand new"
  })
  void everyErrorOfTheExchangeIsExplained(String error, String words) {
    here.storeClients();
    String back = here.accept(here.link("ordinary"));
    zoho.faults()
        .add(
            Fault.answer(200, "{\"error\":\"" + error + "\"}").on(Side.ACCOUNTS, "POST", EXCHANGE));

    isRefused(here.callback(back), 502, words);
  }

  @Test
  void aPageInsteadOfAnAnswer() {
    here.storeClients();
    String back = here.accept(here.link("ordinary"));
    zoho.faults().add(Fault.of(Fault.Kind.HTML_PAGE).on(Side.ACCOUNTS, "POST", EXCHANGE));

    isRefused(here.callback(back), 502, "no clear answer", "a page instead of JSON");
  }

  @Test
  void anAccessTokenWithoutARefreshToken() {
    here.storeClients();
    String back = here.accept(here.link("ordinary"));
    zoho.faults()
        .add(
            Fault.answer(200, "{\"access_token\":\"1000.x\",\"expires_in\":3600}")
                .on(Side.ACCOUNTS, "POST", EXCHANGE));

    isRefused(here.callback(back), 502, "no refresh token", "20 refresh");
  }

  @Test
  void scopesThatZohoDidNotGrantAreNamed() {
    here.storeClients();
    String link = here.link("ordinary").replace("Desk.search.READ%2C", "");
    assertThat(here.callback(here.accept(link)).status()).isEqualTo(303);

    assertThat(here.page("/setup").select(".state").text())
        .contains("Zoho did not grant Desk.search.READ");
  }

  @Test
  void aListThatCannotBeReadSaysWhyAndItsFieldCanBeTyped() {
    here.storeClients();
    here.authorise("ordinary");
    zoho.faults()
        .add(
            Fault.answer(403, "{\"errorCode\":\"SCOPE_MISMATCH\",\"message\":\"no\"}")
                .on(Side.DESK)
                .forEver());

    Document page = here.page("/setup?portal=nobody");

    assertThat(page.select("input#ZOHO_ORG_ID")).hasSize(1);
    assertThat(page.select("#ZOHO_ORG_ID-hint").text()).contains("Desk.basic.READ is missing");
    assertThat(page.select("#ZOHO_SALESIQ_APP_ID-hint").text())
        .contains("does not know this portal");
    assertThat(page.select("select#ZOHO_SALESIQ_SCREEN_NAME option").eachAttr("value"))
        .contains("sandbox");
  }

  private static ZohoPlace inForce() {
    return first.bean(ZohoPlaces.class).now();
  }

  @ParameterizedTest
  @CsvSource({
    "ZOHO_ORG_ID, 99",
    "ZOHO_DEPARTMENT_ID, 99",
    "ZOHO_SALESIQ_SCREEN_NAME, nobody",
    "ZOHO_SALESIQ_APP_ID, 99",
    "ZOHO_SALESIQ_DEPARTMENT_ID, 99"
  })
  void whatIsInNoneOfZohosListsIsRefusedAtItsField(String name, String value) {
    here.storeClients();
    here.authorise("ordinary");
    here.authorise("organisation");

    Gateway.Answer answer = here.chooseBut(Map.of(name, value));

    assertThat(answer.status()).isEqualTo(400);
    Document page = Jsoup.parse(answer.text());
    String why = "'" + value + "' is not in Zoho's list. Choose one that is.";
    assertThat(page.select("#refused").text()).contains("Nothing was stored", why);
    assertThat(page.select("#" + name + "-wrong").text()).isEqualTo(why);
    assertThat(page.select("#" + name + "[aria-invalid=true] option[selected]").eachAttr("value"))
        .containsExactly(value);
    assertThat(page.select(".state.ready")).isEmpty();
    assertThat(inForce().missing()).contains("ZOHO_ORG_ID", "ZOHO_DEPARTMENT_ID", name);
  }

  @Test
  void aListThatCannotBeReadLeavesWhatIsChosenUncheckedUntilItCan() {
    here.storeClients();
    here.authorise("ordinary");
    here.authorise("organisation");
    zoho.faults()
        .add(
            Fault.answer(403, "{\"errorCode\":\"SCOPE_MISMATCH\",\"message\":\"no\"}")
                .on(Side.DESK)
                .forEver());

    Gateway.Answer answer = here.chooseBut(Map.of("ZOHO_DEPARTMENT_ID", "99"));

    assertThat(answer.status()).isEqualTo(303);
    assertThat(here.page(answer.headers().get("location")).select(".done").text())
        .endsWith(
            "Not checked, since Zoho's list cannot be read now: ZOHO_ORG_ID, ZOHO_DEPARTMENT_ID.");
    assertThat(inForce().departmentId()).isEqualTo("99");
    zoho.faults().clear();
    Document page = here.page("/setup");
    assertThat(page.select(".state.ready")).isEmpty();
    assertThat(page.select(".state li").eachText())
        .containsExactly(
            "Desk department for tickets and callbacks: '99' is not in Zoho's list. Choose one"
                + " that is.");
    assertThat(here.page("/setup?done=choices&unchecked=%3Cb%3E,ZOHO_X").select(".done").text())
        .isEqualTo("Stored. All nodes use it within a few seconds.");
  }

  @Test
  void anotherOrganisationIsNotTakenWithADepartmentThatItDoesNotHave() {
    here.storeClients();
    here.authorise("ordinary");
    here.choose();
    zoho.faults()
        .add(
            Fault.answer(200, "{\"data\":[{\"id\":\"77\",\"name\":\"Elsewhere\"}]}")
                .on(Side.DESK, "GET", ".*/departments")
                .forEver());

    Gateway.Answer answer =
        here.submit("/setup/choices", Map.of("ZOHO_ORG_ID", zoho.settings().orgId()));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(Jsoup.parse(answer.text()).select("#ZOHO_DEPARTMENT_ID-wrong").text())
        .contains("'" + zoho.settings().departmentId() + "' is not in Zoho's list");
  }

  @Test
  void hostileNamesInTheListsAreShownInert() {
    here.storeClients();
    here.authorise("ordinary");
    zoho.faults()
        .add(
            Fault.answer(
                    200,
                    "{\"data\":[{\"id\":\"1\\\"><script>alert(1)</script>\","
                        + "\"name\":\"<img src=x onerror=alert(1)>\"}]}")
                .on(Side.DESK, "GET", ".*/departments")
                .forEver());

    Document page = here.page("/setup");

    assertThat(page.select("script, img")).isEmpty();
    assertThat(page.select("#ZOHO_DEPARTMENT_ID option").last().text())
        .contains("<img src=x onerror=alert(1)>");
    assertThat(
            here.submit(
                    "/setup/choices", Map.of("ZOHO_DEPARTMENT_ID", "1\"><script>alert(1)</script>"))
                .status())
        .isEqualTo(400);
  }

  @Test
  void onlyNeededScopesAreAskedForWithTheirReasons() {
    here.storeClients();

    Document page = here.page("/setup");

    assertThat(here.link("ordinary"))
        .contains("/oauth/v2/auth?", "access_type=offline", "prompt=consent")
        .contains("Desk.tickets.CREATE%2C")
        .doesNotContain("webhooks", "ALL");
    assertThat(here.link("organisation"))
        .contains("/oauth/v2/org/auth?", "scope=SalesIQ.conversations.CREATE&");
    assertThat(page.select("dl div"))
        .hasSize(16)
        .allMatch(scope -> scope.select("dd").text().startsWith("to "));
    assertThat(page.getElementById("redirect").text())
        .isEqualTo(first.uri("/setup/callback").toString());
  }

  @Test
  void secretsGoInAndNeverComeOut(CapturedOutput output) {
    here.storeClients();
    String back = here.accept(here.link("ordinary"));
    Gateway.Answer done = here.callback(back);
    Gateway.Answer page = here.get("/setup");

    String code = back.replaceAll(".*code=([^&]*)&.*", "$1");
    String state = back.replaceAll(".*state=", "");
    for (String secret :
        List.of(
            code,
            state,
            zoho.settings().ordinary().clientSecret(),
            zoho.settings().organisation().clientSecret())) {
      assertThat(page.text()).doesNotContain(secret);
      assertThat(output.getAll()).doesNotContain(secret);
    }
    assertThat(done.headers()).containsEntry("location", "/setup?done=ordinary");
    assertThat(page.text()).doesNotContain("1000.refresh");
    assertThat(page.headers())
        .containsEntry("referrer-policy", "no-referrer")
        .containsEntry("cache-control", "no-store");
    assertThat(page.headers().get("content-security-policy"))
        .contains("default-src 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void anEmptySecretKeepsTheStoredOneAndAnotherClientForgetsItsTokens() {
    here.storeClients();
    here.authorise("ordinary");
    String id = zoho.settings().ordinary().clientId();

    here.submit("/setup/connection", Map.of("ZOHO_CLIENT_ID", id, "ZOHO_CLIENT_SECRET", ""));
    assertThat(first.bean(ZohoPlaces.class).now().ordinary().secret()).isNotNull();
    assertThat(tokens()).isEqualTo(1);

    here.submit("/setup/connection", Map.of("ZOHO_CLIENT_ID", "1000.OTHER"));
    assertThat(tokens()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "connection, ZOHO_REGION, zz",
    "connection, ZOHO_CLIENT_ID, with space",
    "choices, ZOHO_ORG_ID, abc",
    "choices, ZOHO_SALESIQ_SCREEN_NAME, a/b",
    "choices, nothing, 1"
  })
  void whatCannotBeRightIsNotStored(String form, String name, String value) {
    Gateway.Answer answer = here.submit("/setup/" + form, Map.of(name, value));

    isRefused(answer, 400, "Not stored");
    assertThat(first.bean(JdbcClient.class).sql("select * from zoho_setting").query().listOfRows())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/setup", "/setup/callback?code=x&state=y", "/setup/check"})
  void strangersAreSentToTheLogin(String path) {
    Map<String, String> browser = Map.of("X-Api-Key", "", "Accept", "text/html");

    Gateway.Answer answer = first.send("GET", path, null, browser);

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.headers().get("location")).endsWith("/login");
    assertThat(first.get(path).status()).as("an API key is no login").isEqualTo(401);
  }

  @Test
  void aFormOfAnotherSiteChangesNothing() {
    Gateway.Answer answer =
        first.send(
            "POST",
            "/setup/connection",
            "ZOHO_REGION=eu",
            Map.of(
                "Authorization", Person.LOGIN.get("Authorization"),
                "X-Api-Key", "",
                "Origin", "https://evil.test",
                "Content-Type", "application/x-www-form-urlencoded"));

    assertThat(answer.status()).isEqualTo(403);
  }
}
