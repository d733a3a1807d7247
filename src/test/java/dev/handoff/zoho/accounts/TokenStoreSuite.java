package dev.handoff.zoho.accounts;

import static dev.handoff.zoho.CredentialName.ORDINARY;
import static dev.handoff.zoho.CredentialName.ORGANISATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.handoff.testing.TestClock;
import dev.handoff.testing.TestDatabase;
import dev.handoff.testing.TestStore;
import dev.handoff.testing.Together;
import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.ZohoSetting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What {@link TokenStore} promises, on either database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
abstract class TokenStoreSuite {

  private static final String REFRESH = "1000.cccc.refresh";
  private static final String ACCESS = "1000.aaaa.access";
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration HOUR = Duration.ofHours(1);

  private final TestDatabase database;
  private final TestClock clock = new TestClock();
  private TestStore rows;
  private TokenStore store;

  TokenStoreSuite(TestDatabase database) {
    this.database = database;
  }

  @BeforeAll
  void open() {
    rows = TestStore.open(database);
  }

  @AfterAll
  void close() {
    rows.close();
  }

  @BeforeEach
  void seed() {
    rows.db().sql("delete from zoho_tokens").update();
    rows.db().sql("delete from zoho_setting").update();
    store = with(Keys.OLD);
    store.seed(ORDINARY, "seed-1", REFRESH);
  }

  private TokenStore with(String... keys) {
    return new TokenStore(rows.db(), new TokenCipher(List.of(keys)), clock);
  }

  private TokenRow row() {
    return store.read(ORDINARY);
  }

  private boolean lease(TokenRow row, String owner) {
    return store.lease(row, owner, clock.instant().plus(LEASE));
  }

  private TokenRow leased(String owner) {
    TokenRow row = row();
    assertThat(lease(row, owner)).isTrue();
    return row;
  }

  private void granted(TokenRow row, String owner, String token) {
    Instant now = clock.instant();
    store.granted(row, owner, token, now.plus(HOUR).minusSeconds(300), now.plus(HOUR));
  }

  private AccessToken token(String value) {
    granted(leased("node"), "node", value);
    return row().usableAt(clock.instant());
  }

  private Map<String, Object> columns() {
    return rows.db()
        .sql("select * from zoho_tokens where credential = 'ordinary'")
        .query()
        .singleRow();
  }

  /** What the set-up pages do: another refresh token, the environment unchanged. */
  private void storeLater(String refreshToken) {
    rows.db()
        .sql("update zoho_tokens set refresh_token = ?, access_token = null")
        .param(new TokenCipher(List.of(Keys.OLD)).encrypt(refreshToken))
        .update();
  }

  @Test
  void tokensAreNowhereInClearText() {
    AccessToken token = token(ACCESS);

    assertThat(token.value()).isEqualTo(ACCESS);
    assertThat(row().refreshToken()).isEqualTo(REFRESH);
    assertThat(columns().values()).noneMatch(value -> String.valueOf(value).contains(ACCESS));
    assertThat(columns().values()).noneMatch(value -> String.valueOf(value).contains(REFRESH));
    assertThat(row() + " " + token).doesNotContain("1000.");
  }

  @Test
  void keysAreRotatedByPuttingTheNewOneFirst() {
    token(ACCESS);

    store = with(Keys.NEW, Keys.OLD);
    assertThat(row().refreshToken()).isEqualTo(REFRESH);
    assertThat(row().accessToken()).isEqualTo(ACCESS);
    store.seed(ORDINARY, "seed-2", "another");

    assertThat(with(Keys.NEW).read(ORDINARY).refreshToken()).isEqualTo("another");
  }

  private StoredSecrets secrets(String... keys) {
    return new StoredSecrets(rows.db(), new TokenCipher(List.of(keys)));
  }

  @Test
  void aTokenUnderALostKeyIsABrokenCredentialAndNotAnException() {
    token(ACCESS);
    store.seed(ORGANISATION, "seed", "organisation");

    TokenRow lost = with(Keys.NEW).read(ORDINARY);

    assertThat(lost.refreshToken()).isNull();
    assertThat(lost.accessToken()).isNull();
    assertThat(lost.broken()).isEqualTo("unreadable_token");
    assertThat(row().broken()).as("for who has the key").isNull();
    assertThat(secrets(Keys.NEW).standing())
        .isEqualTo(
            new StoredSecrets.Standing(
                1,
                3,
                0,
                List.of(
                    "refresh token of the ordinary credential",
                    "refresh token of the organisation credential")));
  }

  @Test
  void theEnvironmentsTokenIsStoredAnewWhereItsKeyIsLost() {
    long before = token(ACCESS).generation();

    with(Keys.NEW).seed(ORDINARY, "seed-1", REFRESH);

    TokenRow anew = with(Keys.NEW).read(ORDINARY);
    assertThat(anew.refreshToken()).isEqualTo(REFRESH);
    assertThat(anew.accessToken()).isNull();
    assertThat(anew.broken()).isNull();
    assertThat(anew.generation()).isEqualTo(before + 1);
  }

  @Test
  void ofNodesThatStartTogetherOneTellsOfTheLostKey(CapturedOutput output) {
    String told = "the environment's is stored anew";
    int before = output.getAll().split(told, -1).length;

    Together.run(
        8,
        number -> {
          with(Keys.NEW).seed(ORDINARY, "seed-1", REFRESH);
          return number;
        });

    assertThat(output.getAll().split(told, -1)).hasSize(before + 1);
  }

  @Test
  void whatWasConsentedToWaitsForItsKeyAndIsNotReplacedByTheEnvironments() {
    consent("1000.dddd.refresh");

    with(Keys.NEW).seed(ORDINARY, "seed-1", REFRESH);

    assertThat(with(Keys.NEW).read(ORDINARY).broken()).isEqualTo("unreadable_token");
    assertThat(row().refreshToken()).isEqualTo("1000.dddd.refresh");
  }

  @Test
  void allThatIsStoredComesUnderTheFirstKeySoThatTheFormerCanBeDropped() {
    rows.db().sql("delete from zoho_setting").update();
    token(ACCESS);
    chosen("", "").choose(ZohoSetting.ZOHO_CLIENT_SECRET, "very-secret", "ops");
    chosen("", "").choose(ZohoSetting.ZOHO_ORG_ID, "7", "ops");
    TokenRow before = row();
    assertThat(secrets(Keys.NEW, Keys.OLD).standing())
        .isEqualTo(new StoredSecrets.Standing(2, 3, 3, List.of()));

    Together.run(
        4,
        number -> {
          secrets(Keys.NEW, Keys.OLD).renew();
          return number;
        });

    assertThat(secrets(Keys.NEW, Keys.OLD).standing())
        .isEqualTo(new StoredSecrets.Standing(2, 3, 0, List.of()));
    assertThat(with(Keys.NEW).read(ORDINARY)).isEqualTo(before);
    assertThat(chosen("", "", Keys.NEW).inForce())
        .containsEntry(ZohoSetting.ZOHO_CLIENT_SECRET, "very-secret")
        .containsEntry(ZohoSetting.ZOHO_ORG_ID, "7");
  }

  @Test
  void whatIsUnderTheFirstKeyOrUnderNoneIsLeftAsItIs() {
    token(ACCESS);
    Map<String, Object> before = columns();

    secrets(Keys.OLD, Keys.NEW).renew();
    secrets(Keys.NEW).renew();

    assertThat(columns()).isEqualTo(before);
  }

  @Test
  void theEnvironmentSeedsAnEmptyStore() {
    store.seed(ORGANISATION, "seed", null);

    assertThat(store.read(ORGANISATION).refreshToken()).isNull();
    assertThat(row().refreshToken()).isEqualTo(REFRESH);
    assertThat(row().usableAt(clock.instant())).isNull();
  }

  @Test
  void aTokenStoredLaterWinsUntilTheEnvironmentChanges() {
    storeLater("later");
    store.seed(ORDINARY, "seed-1", REFRESH);
    assertThat(row().refreshToken()).isEqualTo("later");

    store.seed(ORDINARY, "seed-2", "newest");
    assertThat(row().refreshToken()).isEqualTo("newest");
  }

  @Test
  void aChangedEnvironmentForgetsEverythingElse() {
    long before = token(ACCESS).generation();
    store.setBack(leased("node"), "node", clock.instant().plusSeconds(60), "no answer");

    store.seed(ORDINARY, "seed-2", "another");

    assertThat(row())
        .isEqualTo(
            new TokenRow(
                ORDINARY,
                "another",
                null,
                before + 1,
                null,
                null,
                List.of(),
                null,
                0,
                null,
                null,
                null));
  }

  @Test
  void anUnchangedRestartOnlyGivesABrokenCredentialAnotherTry() {
    token(ACCESS);
    TokenRow before = row();
    store.broken(leased("node"), "node", "invalid_code", "invalid_code");
    assertThat(row().broken()).isEqualTo("invalid_code");

    store.seed(ORDINARY, "seed-1", REFRESH);

    assertThat(row().broken()).isNull();
    assertThat(row().brokenDetail()).isNull();
    assertThat(row().accessToken()).isEqualTo(before.accessToken());
    assertThat(row().generation()).isEqualTo(before.generation());
  }

  @Test
  void anUnchangedRestartDoesNotShortenThePauses() {
    store.setBack(leased("node"), "node", clock.instant(), "no answer");
    clock.advance(Duration.ofSeconds(1));
    store.setBack(leased("node"), "node", clock.instant().plusSeconds(60), "no answer");
    TokenRow before = row();

    store.seed(ORDINARY, "seed-1", REFRESH);

    assertThat(row()).isEqualTo(before);
    assertThat(row().setbacks()).isEqualTo(2);
  }

  @Test
  void twoNodesThatStartTogetherSeedOnce() {
    long before = row().generation();

    Together.run(
        10,
        number -> {
          store.seed(ORDINARY, "seed-2", "another");
          return number;
        });

    assertThat(row().generation()).isEqualTo(before + 1);
  }

  @Test
  void oneOfManyWinsTheLease() {
    TokenRow row = row();

    List<Boolean> won = Together.run(20, number -> lease(row, "node-" + number));

    assertThat(won).filteredOn(Boolean::booleanValue).hasSize(1);
    assertThat(row().refreshes()).containsExactly(clock.instant());
  }

  @Test
  void aLeaseIsFreeAgainOnceItIsOver() {
    leased("one");
    clock.advance(LEASE);
    assertThat(lease(row(), "two")).isFalse();

    clock.advance(Duration.ofMillis(1));

    assertThat(lease(row(), "two")).isTrue();
  }

  @Test
  void aLeaseOfAnOlderGenerationIsRefused() {
    TokenRow old = row();
    token(ACCESS);

    assertThat(lease(old, "late")).isFalse();
  }

  @Test
  void aLeaseIsRefusedWhenARefreshFailedSinceTheRowWasRead() {
    TokenRow paused = row();
    store.setBack(leased("one"), "one", clock.instant().plusSeconds(60), "no answer");
    assertThat(lease(paused, "two")).isFalse();
    clock.advance(Duration.ofSeconds(60));

    TokenRow broken = row();
    store.broken(leased("one"), "one", "invalid_code", "invalid_code");
    assertThat(lease(broken, "two")).isFalse();
  }

  @Test
  void aGrantEndsTheLeaseAndAllTrouble() {
    store.setBack(leased("node"), "node", clock.instant(), "no answer");
    clock.advance(Duration.ofSeconds(1));
    long before = row().generation();

    AccessToken token = token(ACCESS);

    assertThat(token.generation()).isEqualTo(before + 1);
    assertThat(token.expiresAt()).isEqualTo(clock.instant().plus(HOUR));
    assertThat(token.refreshAt()).isEqualTo(clock.instant().plus(HOUR).minusSeconds(300));
    assertThat(row().setbacks()).isZero();
    assertThat(row().blockedUntil()).isNull();
    assertThat(lease(row(), "another")).isTrue();
  }

  @Test
  void aLateGrantAfterAnotherNodeTookOverIsForgotten() {
    TokenRow slow = leased("slow");
    clock.advance(LEASE.plusMillis(1));
    granted(leased("quick"), "quick", "quick token");

    granted(slow, "slow", "slow token");

    assertThat(row().accessToken()).isEqualTo("quick token");
  }

  @Test
  void aLateFailureOfTheFormerCredentialDoesNotTouchTheNewOne() {
    TokenRow former = leased("slow");
    store.seed(ORDINARY, "seed-2", "another");
    TokenRow fresh = row();

    store.broken(former, "slow", "invalid_code", "invalid_code");
    store.setBack(former, "slow", clock.instant().plusSeconds(600), "no answer");

    assertThat(row()).isEqualTo(fresh);
  }

  @Test
  void anOutageIsRememberedByAllNodes() {
    Instant until = clock.instant().plusSeconds(60);

    store.setBack(leased("node"), "node", until, "no answer");

    assertThat(row().blockedUntil()).isEqualTo(until);
    assertThat(row().setbacks()).isEqualTo(1);
    assertThat(row().recentRefreshes(clock.instant())).hasSize(1);
    clock.advance(TokenRow.WINDOW);
    assertThat(row().recentRefreshes(clock.instant())).isEmpty();
  }

  @Test
  void onlyTheSharedTokenIsDropped() {
    AccessToken first = token("first");
    AccessToken second = token("second");

    store.drop(first);
    assertThat(row().accessToken()).isEqualTo("second");

    store.drop(second);
    assertThat(row().accessToken()).isNull();
    assertThat(row().refreshToken()).isEqualTo(REFRESH);
  }

  @Test
  void credentialsDoNotTouchEachOther() {
    store.seed(ORGANISATION, "seed", "organisation");
    TokenRow other = store.read(ORGANISATION);

    store.drop(token(ACCESS));
    store.broken(leased("node"), "node", "invalid_code", "invalid_code");

    assertThat(store.read(ORGANISATION)).isEqualTo(other);
  }

  private void consent(String refreshToken) {
    Instant end = clock.instant().plus(HOUR);
    store.consented(
        ORDINARY, refreshToken, ACCESS, end.minusSeconds(300), end, "https://a.test", "A.b.READ");
  }

  @Test
  void aConsentReplacesWhatWasThereAndCountsAsNewTokens() {
    long before = token("1000.bbbb.access").generation();
    store.broken(leased("node"), "node", "invalid_code", "invalid_code");

    consent("1000.dddd.refresh");

    assertThat(row().refreshToken()).isEqualTo("1000.dddd.refresh");
    assertThat(row().usableAt(clock.instant()).value()).isEqualTo(ACCESS);
    assertThat(row().broken()).isNull();
    assertThat(row().consent())
        .isEqualTo(new TokenRow.Consent("https://a.test", "A.b.READ", row().consent().at()));
    assertThat(store.standings().get(ORDINARY))
        .isEqualTo(new TokenStore.Standing(before + 1, true));
    assertThat(columns().values()).noneMatch(value -> String.valueOf(value).contains("1000."));
  }

  @Test
  void aRefreshThatWasUnderWayDoesNotReplaceTheNewConsent() {
    TokenRow old = leased("node");

    consent("1000.dddd.refresh");
    granted(old, "node", "1000.late.access");

    assertThat(row().accessToken()).isEqualTo(ACCESS);
  }

  @Test
  void whatWasConsentedToStaysUntilTheEnvironmentNamesAnotherCredential() {
    consent("1000.dddd.refresh");

    store.seed(ORDINARY, "seed-1", REFRESH);
    store.seedNothing(ORDINARY, "nothing", "");
    assertThat(row().refreshToken()).isEqualTo("1000.dddd.refresh");

    store.seed(ORDINARY, "seed-2", "another");
    assertThat(row().refreshToken()).isEqualTo("another");
    assertThat(row().consent()).isNull();
  }

  @Test
  void anEnvironmentThatNamesNothingAnyMoreTakesItsOwnTokenAway() {
    store.seedNothing(ORDINARY, "nothing", "");

    assertThat(row().refreshToken()).isNull();
  }

  private void environmentSays(String clientId, String refreshToken) {
    AccountsConfiguration.seed(
        store, ORDINARY, new ZohoProperties.Credential(clientId, "secret", refreshToken), true);
  }

  @Test
  void aTokenTakenOutOfTheEnvironmentLeavesTheOneConsentedToLater() {
    environmentSays("client", "1000.env.refresh");
    consent("1000.dddd.refresh");

    environmentSays("client", "");
    assertThat(row().refreshToken()).isEqualTo("1000.dddd.refresh");
    assertThat(row().consent()).isNotNull();

    environmentSays("another client", "");
    assertThat(row().refreshToken()).as("another client's").isNull();
  }

  @Test
  void aTokenTakenOutOfTheEnvironmentIsForgottenWhereNobodyConsented() {
    environmentSays("client", "1000.env.refresh");
    assertThat(row().refreshToken()).isEqualTo("1000.env.refresh");

    environmentSays("client", "");

    assertThat(row().refreshToken()).isNull();
  }

  @Test
  void aCommandChangesNothingThatIsThere() {
    store.seedOnce(ORDINARY, "seed-9", null);
    store.seedOnce(ORGANISATION, "seed-9", "first");

    assertThat(row().refreshToken()).isEqualTo(REFRESH);
    assertThat(store.read(ORGANISATION).refreshToken()).isEqualTo("first");
  }

  @Test
  void anotherClientMakesTheTokensWorthless() {
    consent("1000.dddd.refresh");
    long before = row().generation();

    store.forget(ORDINARY);

    assertThat(row().refreshToken()).isNull();
    assertThat(row().usableAt(clock.instant())).isNull();
    assertThat(row().generation()).isEqualTo(before + 1);
  }

  private ChosenSettings chosen(String orgId, String secret) {
    return chosen(orgId, secret, Keys.OLD);
  }

  private ChosenSettings chosen(String orgId, String secret, String key) {
    Map<String, String> said =
        Map.of("handoff.zoho.org-id", orgId, "handoff.zoho.ordinary.client-secret", secret);
    ZohoProperties environment =
        new Binder(new MapConfigurationPropertySource(said))
            .bindOrCreate("handoff.zoho", ZohoProperties.class);
    return new ChosenSettings(rows.db(), new TokenCipher(List.of(key)), () -> environment, clock);
  }

  @Test
  void whatWasChosenWinsUntilTheEnvironmentSaysSomethingElse() {
    rows.db().sql("delete from zoho_setting").update();
    chosen("1", "").choose(ZohoSetting.ZOHO_ORG_ID, "2", "ops");
    assertThat(chosen("1", "").inForce()).containsEntry(ZohoSetting.ZOHO_ORG_ID, "2");
    assertThat(chosen("", "").inForce()).containsEntry(ZohoSetting.ZOHO_ORG_ID, "2");

    assertThat(chosen("3", "").inForce()).isEmpty();
    chosen("3", "").followEnvironment();

    assertThat(chosen("1", "").inForce()).as("the former value brings nothing back").isEmpty();
  }

  @Test
  void whatTheEnvironmentSaysAnywayAndNothingAreNotStored() {
    rows.db().sql("delete from zoho_setting").update();
    chosen("1", "").choose(ZohoSetting.ZOHO_ORG_ID, "2", "ops");

    chosen("1", "").choose(ZohoSetting.ZOHO_ORG_ID, " 1 ", "ops");
    chosen("1", "").choose(ZohoSetting.ZOHO_REGION, " ", "ops");

    assertThat(rows.db().sql("select * from zoho_setting").query().listOfRows()).isEmpty();
  }

  @Test
  void ofTwoThatChooseAtOnceTheLaterOneCounts() throws Exception {
    rows.db().sql("delete from zoho_setting").update();
    AtomicReference<CompletableFuture<Void>> later = new AtomicReference<>();

    rows.tx()
        .executeWithoutResult(
            status -> {
              chosen("", "").choose(ZohoSetting.ZOHO_ORG_ID, "1", "first");
              CountDownLatch begun = new CountDownLatch(1);
              later.set(
                  CompletableFuture.runAsync(
                      () ->
                          rows.tx()
                              .executeWithoutResult(
                                  other -> {
                                    begun.countDown();
                                    chosen("", "").choose(ZohoSetting.ZOHO_ORG_ID, "2", "later");
                                  })));
              assertThatCode(() -> begun.await(30, TimeUnit.SECONDS)).doesNotThrowAnyException();
              assertThatThrownBy(() -> later.get().get(200, TimeUnit.MILLISECONDS))
                  .as("waits for the first")
                  .isInstanceOf(TimeoutException.class);
            });
    later.get().get(30, TimeUnit.SECONDS);

    assertThat(chosen("", "").inForce()).containsEntry(ZohoSetting.ZOHO_ORG_ID, "2");
  }

  @Test
  void aChosenSecretIsKeptEncrypted() {
    rows.db().sql("delete from zoho_setting").update();

    chosen("", "").choose(ZohoSetting.ZOHO_CLIENT_SECRET, "very-secret", "ops");

    assertThat(chosen("", "").inForce())
        .containsEntry(ZohoSetting.ZOHO_CLIENT_SECRET, "very-secret");
    assertThat(rows.db().sql("select * from zoho_setting").query().singleRow().values())
        .noneMatch(value -> String.valueOf(value).contains("very-secret"));
  }

  @Test
  void aSecretUnderALostKeyIsBlankAndCanBeStoredAgain() {
    rows.db().sql("delete from zoho_setting").update();
    chosen("", "").choose(ZohoSetting.ZOHO_CLIENT_SECRET, "very-secret", "ops");

    assertThat(chosen("", "", Keys.NEW).inForce())
        .as("what the environment said before does not come back")
        .containsEntry(ZohoSetting.ZOHO_CLIENT_SECRET, "");

    chosen("", "", Keys.NEW).choose(ZohoSetting.ZOHO_CLIENT_SECRET, "once more", "ops");
    assertThat(chosen("", "", Keys.NEW).inForce())
        .containsEntry(ZohoSetting.ZOHO_CLIENT_SECRET, "once more");
  }
}
