package dev.handoff.zoho.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.handoff.HandoffId;
import dev.handoff.testing.TestClock;
import dev.handoff.zoho.ZohoReply;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Desk's credits of the day; the clock stands at 19:05:40 UTC. */
class DeskCreditsTest {

  private final TestClock clock = new TestClock();
  private final DeskCredits credits = credits(10, "UTC");

  /** An unknown edition counts as 5,000 a day. */
  private DeskCredits credits(int percent, String zone) {
    return new DeskCredits(
        new LimitsProperties(
            DeskEdition.UNKNOWN,
            0,
            5,
            Duration.ZERO,
            new LimitsProperties.Circuit(20, 60, Duration.ofSeconds(1), Duration.ofSeconds(60), 3),
            new LimitsProperties.Credits(percent, Duration.ofMinutes(5), ZoneId.of(zone))),
        clock);
  }

  private static ZohoReply reply(String left, String weight) {
    Map<String, String> headers = new HashMap<>();
    headers.put("x-rate-limit-remaining-v3", left);
    headers.put("x-rate-limit-request-weight-v3", weight);
    return new ZohoReply(200, headers, "{}");
  }

  private static HandoffId anybody() {
    return new HandoffId(UUID.randomUUID().toString());
  }

  @Test
  void slowsNothingBeforeDeskTellsAndAboveTheReserve() {
    assertThat(credits.left()).isNull();
    assertThat(credits.notBefore(anybody())).isEmpty();

    credits.note(reply("500", "3"));

    assertThat(credits.left()).isEqualTo(500);
    assertThat(credits.spent()).isEqualTo(3);
    assertThat(credits.isLow()).isFalse();
    assertThat(credits.notBefore(anybody())).isEmpty();
    assertThat(credits.notBefore(anybody())).isEmpty();
  }

  @Test
  void startsHandoffsOneByOneBelowTheReserveSoThatTheDayIsCovered() {
    credits.note(reply("499", "1"));

    assertThat(credits.notBefore(anybody())).isEmpty();
    // 17,659.9 s are left of the day; 6 credits for a handoff.
    Duration apart = credits.interval();
    assertThat(apart).isBetween(Duration.ofMillis(212_340), Duration.ofMillis(212_345));
    HandoffId second = anybody();
    assertThat(credits.notBefore(second)).contains(clock.instant().plus(apart));
    clock.advance(apart);
    assertThat(credits.notBefore(second)).isEmpty();
    assertThat(credits.notBefore(anybody())).isPresent();
  }

  @Test
  void finishesWhatItHasStartedWithoutDelay() {
    credits.note(reply("20", "1"));
    HandoffId first = anybody();
    assertThat(credits.notBefore(first)).isEmpty();

    assertThat(credits.notBefore(first)).isEmpty();
    assertThat(credits.notBefore(first)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-7", "5", " 3 "})
  void stillServesSlowlyWhenNothingIsLeft(String left) {
    credits.note(reply(left, "1"));

    assertThat(credits.left()).isNotNegative();
    assertThat(credits.interval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(credits.notBefore(anybody())).isEmpty();
    assertThat(credits.notBefore(anybody())).contains(clock.instant().plusSeconds(300));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(strings = {"many", "1.5", "1e3", "0x10", "99999999999999999999999", "٣"})
  void ignoresWhatIsNoWholeNumber(String odd) {
    credits.note(reply(odd, odd));
    assertThat(credits.left()).isNull();
    credits.note(reply("4000", "-1"));
    credits.note(reply(odd, odd));

    assertThat(credits.left()).isEqualTo(4000);
    assertThat(credits.spent()).isZero();
  }

  @Test
  void takesHugeNumbersAsTheyAre() {
    credits.note(reply("999999999999999999", "999999999999999999"));

    assertThat(credits.isLow()).isFalse();
    assertThat(credits.spent()).isZero();
  }

  /** Midnight of India is at 18:30 UTC. */
  @Test
  void forgetsTheNumberAtMidnightOfTheDataCentre() {
    DeskCredits india = credits(10, "Asia/Kolkata");
    clock.advance(Duration.ofHours(-1));
    credits.note(reply("3", "1"));
    india.note(reply("3", "1"));
    assertThat(india.left()).isEqualTo(3);

    clock.advance(Duration.ofHours(1));

    assertThat(credits.left()).isEqualTo(3);
    assertThat(india.left()).isNull();
    assertThat(india.notBefore(anybody())).isEmpty();
    assertThat(india.notBefore(anybody())).isEmpty();
  }

  @Test
  void canBeSwitchedOff() {
    DeskCredits never = credits(0, "UTC");
    never.note(reply("0", "1"));

    assertThat(never.left()).isZero();
    assertThat(never.isLow()).isFalse();
  }

  @Test
  void aCallForNoHandoffIsNotHeldBack() {
    credits.note(reply("0", "1"));

    assertThat(credits.notBefore(null)).isEmpty();
    assertThat(credits.notBefore(null)).isEmpty();
  }
}
