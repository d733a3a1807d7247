package dev.handoff.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pauses and alert levels. */
class BotEventsPropertiesTest {

  private static final Instant SINCE = Instant.parse("2026-02-03T00:00:00Z");

  private static BotEventsProperties settings(int parallel, Duration timeout, double jitter) {
    return new BotEventsProperties(
        "https://bot.example.test",
        "secret words",
        " ",
        timeout,
        parallel,
        Duration.ofSeconds(5),
        2,
        Duration.ofHours(1),
        jitter,
        Duration.ofHours(24));
  }

  private final BotEventsProperties settings = settings(4, Duration.ofSeconds(10), 0.2);

  @ParameterizedTest
  @CsvSource({
    "1, 0.5, PT5S",
    "2, 0.5, PT10S",
    "3, 0.5, PT20S",
    "1, 0, PT4S",
    "1, 1, PT6S",
    "10, 0.5, PT42M40S",
    "11, 0.5, PT1H",
    "5000, 0.5, PT1H",
    "11, 1, PT1H12M"
  })
  void pausesGrowUpToTheLongest(int failed, double random, Duration pause) {
    assertThat(settings.pause(failed, random)).isEqualTo(pause);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0",
    "PT11H59M59S, 0",
    "PT12H, 50",
    "PT16H47M, 50",
    "PT16H48M, 70",
    "PT21H35M, 70",
    "PT21H36M, 90",
    "PT23H59M59S, 90",
    "PT24H, 100",
    "PT99H, 100",
    "PT-1H, 0"
  })
  void alertLevelsAreSharesOfTheTime(Duration used, int level) {
    assertThat(settings.alert(SINCE, SINCE.plus(used))).isEqualTo(level);
  }

  @Test
  void blankAddressIsNone() {
    assertThat(new ConfiguredTargets(settings).isTold("botpress")).isFalse();
    assertThat(new ConfiguredTargets(settings).isTold("bot")).isTrue();
    assertThat(new ConfiguredTargets(settings).isTold("elsewhere")).isFalse();
  }

  @Test
  void textShowsNoSecret() {
    assertThat(settings.toString()).doesNotContain("secret words");
  }

  @Test
  void wrongSettingsAreRefused() {
    assertThatThrownBy(() -> settings(0, Duration.ofSeconds(1), 0))
        .hasMessage("handoff.bot-events.parallel: 0 (expected: 1 or more)");
    assertThatThrownBy(() -> settings(1, Duration.ofSeconds(61), 0))
        .hasMessage("handoff.bot-events.timeout: PT1M1S (expected: more than 0s, 1m at most)");
    assertThatThrownBy(() -> settings(1, Duration.ofSeconds(1), 1))
        .hasMessage("handoff.bot-events.jitter: 1.0 (expected: 0 to below 1)");
  }
}
