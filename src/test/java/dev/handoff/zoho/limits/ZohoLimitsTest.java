package dev.handoff.zoho.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.handoff.handoff.HandoffId;
import dev.handoff.testing.TestClock;
import dev.handoff.zoho.ZohoAnswer;
import dev.handoff.zoho.ZohoHost;
import dev.handoff.zoho.ZohoNotAsked;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may call Zoho now, and when the others come again. */
class ZohoLimitsTest {

  private static final Duration TOOK = Duration.ofMillis(100);
  private static final ZohoAnswer DONE = new ZohoAnswer.Done(200, MissingNode.getInstance());
  private static final ZohoAnswer DOWN = new ZohoAnswer.Wait("connection_refused", "no", null);
  private static final ZohoAnswer TOO_MANY =
      new ZohoAnswer.Wait("TOO_MANY_REQUESTS", "no", null, true);

  private final TestClock clock = new TestClock();
  private final ZohoLimits limits = limits(DeskEdition.UNKNOWN, 0, Duration.ZERO);

  private ZohoLimits limits(DeskEdition edition, int parallel, Duration patience) {
    return new ZohoLimits(
        new LimitsProperties(
            edition,
            parallel,
            5,
            patience,
            new LimitsProperties.Circuit(20, 60, Duration.ofSeconds(1), Duration.ofSeconds(60), 3),
            new LimitsProperties.Credits(10, Duration.ofMinutes(5), ZoneOffset.UTC)),
        clock);
  }

  private static HandoffId anybody() {
    return new HandoffId(UUID.randomUUID().toString());
  }

  private void call(ZohoHost host, HandoffId asker, ZohoAnswer answer) {
    limits.enter(host, asker);
    limits.left(host, asker, answer, TOOK);
  }

  private void calls(int count, ZohoAnswer answer) {
    IntStream.range(0, count).forEach(each -> call(ZohoHost.DESK, anybody(), answer));
  }

  private ZohoNotAsked refused(ZohoHost host) {
    return catchThrowableOfType(ZohoNotAsked.class, () -> limits.enter(host, anybody()));
  }

  private HostStatus desk() {
    return limits.status(ZohoHost.DESK);
  }

  private void open() {
    calls(20, DOWN);
    assertThat(desk().circuit()).isEqualTo("open");
  }

  @Test
  void sendsNothingOnceMostCallsFailAndSaysSinceWhenAndWhy() {
    calls(8, DONE);
    calls(12, DOWN);

    ZohoNotAsked refused = refused(ZohoHost.DESK);

    assertThat(refused.code()).isEqualTo("circuit_open");
    assertThat(refused.getMessage())
        .isEqualTo(
            "desk was not asked: it fails since %s: 12 of the last 20 calls failed, the last one with connection_refused",
            clock.instant());
    assertThat(refused.pause()).isBetween(Duration.ofMillis(700), Duration.ofSeconds(3));
    assertThat(desk().troubles()).singleElement().asString().startsWith("circuit open since 2026-");
  }

  @Test
  void tenFaultsWithinSecondsNeverOpenIt() {
    calls(10, DOWN);
    calls(10, DONE);
    calls(20, DONE);
    calls(10, DOWN);

    assertThat(desk().circuit()).isEqualTo("closed");
    assertThatCode(() -> limits.enter(ZohoHost.DESK, anybody())).doesNotThrowAnyException();
  }

  static Stream<ZohoAnswer> fromAHostThatWorks() {
    return Stream.of(
        new ZohoAnswer.Refused("1011", "no", List.of(), "mend"),
        new ZohoAnswer.TokenRejected("1008", "no"),
        TOO_MANY,
        new ZohoAnswer.Wait("1023", "locked", Duration.ZERO, true));
  }

  @ParameterizedTest
  @MethodSource("fromAHostThatWorks")
  void whatAWorkingHostSaysIsNoFailure(ZohoAnswer answer) {
    calls(60, answer);

    assertThat(desk().circuit()).isEqualTo("closed");
  }

  @Test
  void anUnknownOutcomeIsAFailureToo() {
    calls(20, new ZohoAnswer.UnknownOutcome("timeout", "no answer in time", null));

    assertThat(refused(ZohoHost.DESK).getMessage()).contains("timeout");
  }

  @Test
  void oneHandoffOnWhoseOwnRequestZohoChokesStopsNobody() {
    HandoffId poison = anybody();

    IntStream.range(0, 100).forEach(each -> call(ZohoHost.DESK, poison, DOWN));

    assertThat(desk().circuit()).isEqualTo("closed");
  }

  @Test
  void oneSideDownLeavesTheOtherAlone() {
    open();

    assertThatCode(() -> limits.enter(ZohoHost.SALESIQ, anybody())).doesNotThrowAnyException();
  }

  @Test
  void letsAFewTryAfterThePauseAndGoesOnWhenTheySucceed() {
    open();
    clock.advance(Duration.ofSeconds(2));

    IntStream.range(0, 3).forEach(probe -> limits.enter(ZohoHost.DESK, anybody()));
    assertThat(desk().circuit()).isEqualTo("half_open");
    assertThat(refused(ZohoHost.DESK).code()).isEqualTo("circuit_open");

    IntStream.range(0, 3).forEach(probe -> limits.left(ZohoHost.DESK, anybody(), DONE, TOOK));
    assertThat(desk().circuit()).isEqualTo("closed");
    assertThat(desk().troubles()).isEmpty();
  }

  @Test
  void aProbeCountsWhoeverMakesIt() {
    HandoffId known = anybody();
    call(ZohoHost.DESK, known, DOWN);
    calls(19, DOWN);
    clock.advance(Duration.ofSeconds(2));

    IntStream.range(0, 3).forEach(each -> call(ZohoHost.DESK, known, DOWN));

    assertThat(desk().circuit()).isEqualTo("open");
  }

  @Test
  void aCallThatWasHeldBackSaysNothingOfTheHost() {
    calls(30, new ZohoAnswer.NotSent("too late"));

    assertThat(desk().circuit()).isEqualTo("closed");
    assertThat(desk().parallel()).isZero();
  }

  @Test
  void pausesGrowWhileTheProbesFailAndBeginShortAgainAfterwards() {
    open();
    Instant since = desk().circuitSince();
    Duration last = Duration.ZERO;
    for (int round = 0; round < 9; round++) {
      clock.advance(Duration.ofSeconds(75));
      calls(3, DOWN);
      last = Duration.between(clock.instant(), desk().circuitUntil());
    }

    assertThat(last).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(75));
    assertThat(desk().circuitSince()).isEqualTo(since);

    clock.advance(Duration.ofSeconds(75));
    calls(3, DONE);
    open();
    assertThat(Duration.between(clock.instant(), desk().circuitUntil()))
        .isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void thoseWhoWaitComeBackOneAfterTheOther() {
    open();

    List<Duration> pauses =
        IntStream.range(0, 100).mapToObj(each -> refused(ZohoHost.DESK).pause()).toList();

    assertThat(pauses).doesNotHaveDuplicates();
    assertThat(pauses.get(99).minus(pauses.get(0))).isGreaterThan(Duration.ofSeconds(5));
    assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofMinutes(2)) < 0);
  }

  @Test
  void aBacklogOfThousandsIsSpreadButNotPutOffForEver() {
    open();

    List<Duration> pauses =
        IntStream.range(0, 20_000).mapToObj(each -> refused(ZohoHost.DESK).pause()).toList();

    assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofSeconds(125)) < 0);
  }

  @Test
  void aLongPauseIsAskedAboutAgainSinceAPersonMayEndIt() {
    call(
        ZohoHost.DESK,
        anybody(),
        new ZohoAnswer.Wait("THRESHOLD_EXCEEDED", "no", Duration.ofHours(9), true));

    assertThat(refused(ZohoHost.DESK).pause())
        .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(13));
    assertThat(desk().heldUntil()).isEqualTo(clock.instant().plus(Duration.ofHours(9)));
  }

  @Test
  void aPauseThatZohoAskedForHoldsTheWholeSide() {
    call(
        ZohoHost.DESK,
        anybody(),
        new ZohoAnswer.Wait("THRESHOLD_EXCEEDED", "no", Duration.ofSeconds(120), true));

    ZohoNotAsked refused = refused(ZohoHost.DESK);

    assertThat(refused.code()).isEqualTo("zoho_pause");
    assertThat(refused.getMessage()).contains("THRESHOLD_EXCEEDED");
    assertThat(refused.pause()).isGreaterThanOrEqualTo(Duration.ofSeconds(120));
    assertThat(desk().heldUntil()).isEqualTo(clock.instant().plusSeconds(120));
    assertThatCode(() -> limits.enter(ZohoHost.SALESIQ, anybody())).doesNotThrowAnyException();
    clock.advance(Duration.ofSeconds(120));
    assertThatCode(() -> limits.enter(ZohoHost.DESK, anybody())).doesNotThrowAnyException();
    assertThat(desk().heldUntil()).isNull();
  }

  @Test
  void aShorterPauseDoesNotEndALongerOne() {
    limits.enter(ZohoHost.DESK, anybody());
    limits.enter(ZohoHost.DESK, anybody());
    for (int seconds : new int[] {120, 5}) {
      limits.left(
          ZohoHost.DESK,
          anybody(),
          new ZohoAnswer.Wait("THRESHOLD_EXCEEDED", "no", Duration.ofSeconds(seconds), true),
          TOOK);
    }

    assertThat(desk().heldUntil()).isEqualTo(clock.instant().plusSeconds(120));
  }

  @Test
  void anOutageThatNamesATimeHoldsOnlyItsOwnHandoff() {
    call(
        ZohoHost.DESK,
        anybody(),
        new ZohoAnswer.Wait("not_json", "maintenance", Duration.ofHours(1)));

    assertThatCode(() -> limits.enter(ZohoHost.DESK, anybody())).doesNotThrowAnyException();
  }

  @Test
  void halvesTheParallelCallsDownToOneAndGivesThemBackStepByStep() {
    assertThat(desk().allowed()).isEqualTo(5);
    calls(1, TOO_MANY);
    assertThat(desk().allowed()).isEqualTo(2);
    assertThat(desk().troubles()).containsExactly("parallel calls cut to 2 of 5");
    calls(3, TOO_MANY);
    assertThat(desk().allowed()).isEqualTo(1);
    limits.enter(ZohoHost.DESK, anybody());
    assertThat(refused(ZohoHost.DESK).code()).isEqualTo("too_many_calls");
    limits.left(ZohoHost.DESK, anybody(), DONE, TOOK);

    calls(9, DONE);
    assertThat(desk().allowed()).isEqualTo(2);
    calls(30, DONE);
    assertThat(desk().allowed()).isEqualTo(5);
    assertThat(desk().troubles()).isEmpty();
  }

  @Test
  void aCutWhileAllPlacesAreTakenHoldsAsTheyBecomeFree() {
    IntStream.range(0, 5).forEach(each -> limits.enter(ZohoHost.DESK, anybody()));
    limits.left(ZohoHost.DESK, anybody(), TOO_MANY, TOOK);
    limits.left(ZohoHost.DESK, anybody(), DONE, TOOK);
    limits.left(ZohoHost.DESK, anybody(), DONE, TOOK);

    assertThat(desk().parallel()).isEqualTo(2);
    assertThat(refused(ZohoHost.DESK).code()).isEqualTo("too_many_calls");
    limits.left(ZohoHost.DESK, anybody(), DONE, TOOK);
    assertThatCode(() -> limits.enter(ZohoHost.DESK, anybody())).doesNotThrowAnyException();
    assertThat(desk().parallel()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "UNKNOWN, 0, 5",
    "FREE, 0, 2",
    "EXPRESS, 0, 5",
    "STANDARD, 0, 5",
    "PROFESSIONAL, 0, 7",
    "ENTERPRISE, 0, 12",
    "FREE, 9, 9"
  })
  void callsAtMostHalfOfWhatTheEditionAllowsUnlessToldOtherwise(
      DeskEdition edition, int told, int parallel) {
    ZohoLimits own = limits(edition, told, Duration.ZERO);

    IntStream.range(0, parallel).forEach(each -> own.enter(ZohoHost.DESK, anybody()));

    assertThat(catchThrowableOfType(ZohoNotAsked.class, () -> own.enter(ZohoHost.DESK, anybody())))
        .hasMessageContaining(parallel + " calls are under way");
    assertThat(own.status(ZohoHost.DESK).parallel()).isEqualTo(parallel);
  }

  @Test
  void nobodyWaitsLongForAHostThatHangs() {
    ZohoLimits own = limits(DeskEdition.UNKNOWN, 1, Duration.ofMillis(300));
    own.enter(ZohoHost.DESK, anybody());
    Instant start = Instant.now();

    for (int each = 0; each < 100; each++) {
      assertThat(
              catchThrowableOfType(ZohoNotAsked.class, () -> own.enter(ZohoHost.DESK, anybody())))
          .isNotNull();
    }

    assertThat(Duration.between(start, Instant.now()))
        .isBetween(Duration.ofMillis(300), Duration.ofSeconds(20));
    own.left(ZohoHost.DESK, anybody(), DONE, TOOK);
    assertThatCode(() -> own.enter(ZohoHost.DESK, anybody())).doesNotThrowAnyException();
  }

  @Test
  void placesAreGivenBackWhenTheCircuitRefuses() {
    open();
    clock.advance(Duration.ofSeconds(2));
    IntStream.range(0, 3).forEach(probe -> limits.enter(ZohoHost.DESK, anybody()));

    IntStream.range(0, 20).forEach(each -> refused(ZohoHost.DESK));

    assertThat(desk().parallel()).isEqualTo(3);
  }

  @Test
  void aPersonMayLetTheNextCallGoOutAtOnce() {
    calls(1, new ZohoAnswer.Wait("1023", "locked", Duration.ofDays(1), true));
    limits.reset(ZohoHost.DESK);
    open();

    limits.reset(ZohoHost.DESK);

    assertThat(desk().troubles()).isEmpty();
    assertThat(desk().allowed()).isEqualTo(5);
    assertThatCode(() -> limits.enter(ZohoHost.DESK, anybody())).doesNotThrowAnyException();
  }
}
