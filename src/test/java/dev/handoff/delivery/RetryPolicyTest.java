package dev.handoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RetryPolicyTest {

  private static final double MIDDLE = 0.5;
  private static final double LAST = Math.nextDown(1.0);

  private static RetryPolicy policy(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("handoff.retry", RetryPolicy.class);
  }

  private static RetryPolicy standard() {
    return policy(Map.of());
  }

  @Test
  void theStandardLastsAboutADay() {
    assertThat(standard())
        .isEqualTo(
            new RetryPolicy(
                Duration.ofSeconds(5),
                2,
                Duration.ofHours(1),
                32,
                0.2,
                Duration.ofHours(48),
                Duration.ofSeconds(60)));

    Duration all = Duration.ZERO;
    for (int failed = 1; failed < standard().attempts(); failed++) {
      all = all.plus(standard().pause(failed, MIDDLE));
    }
    assertThat(all).isBetween(Duration.ofHours(20), Duration.ofHours(28));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 5s",
    "2, 10s",
    "3, 20s",
    "4, 40s",
    "10, 2560s",
    "11, 3600s",
    "12, 3600s",
    "32, 3600s",
    "5000, 3600s",
    "0, 5s"
  })
  void pausesGrowUpToTheLongest(int failed, String expected) {
    assertThat(standard().pause(failed, MIDDLE)).isEqualTo(Duration.parse("PT" + expected));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.0, 5000", "1, 0.0, 4000", "1, 0.25, 4500", "1, 0.5, 5000", "1, 0.75, 5500"})
  void jitterSpreadsAPauseEvenlyAroundItself(int spread, double random, long expected) {
    RetryPolicy policy = policy(Map.of("handoff.retry.jitter", spread == 0 ? "0" : "0.2"));

    assertThat(policy.pause(1, random)).hasMillis(expected);
  }

  @Test
  void jitterStaysWithinItsBounds() {
    assertThat(standard().pause(1, LAST)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
    assertThat(standard().pause(20, 0)).isEqualTo(Duration.ofMinutes(48));
    assertThat(standard().pause(20, LAST))
        .isBetween(Duration.ofMinutes(71), Duration.ofMinutes(72));
  }

  @Test
  void whatZohoAskedForIsNeverShortened() {
    Duration asked = Duration.ofSeconds(100);

    assertThat(standard().pauseAsked(asked, 0)).isEqualTo(asked);
    assertThat(standard().pauseAsked(asked, LAST)).isBetween(asked, Duration.ofSeconds(120));
    assertThat(standard().pauseAsked(Duration.ZERO, LAST)).isZero();
  }

  @Test
  void plainNumbersAreSeconds() {
    RetryPolicy policy = policy(Map.of("handoff.retry.initial", "7", "handoff.retry.max", "90"));

    assertThat(policy.initial()).isEqualTo(Duration.ofSeconds(7));
    assertThat(policy.max()).isEqualTo(Duration.ofSeconds(90));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          initial    | 0s   | handoff.retry.initial: PT0S (expected: > 0, at most 3650d)
          initial    | -1s  | handoff.retry.initial: PT-1S (expected: > 0, at most 3650d)
          max        | 0s   | handoff.retry.max: PT0S (expected: > 0, at most 3650d)
          span       | -1h  | handoff.retry.span: PT-1H (expected: > 0, at most 3650d)
          credential | 0s   | handoff.retry.credential: PT0S (expected: > 0, at most 3650d)
          factor     | 0.9  | handoff.retry.factor: 0.9 (expected: 1 to 100)
          factor     | NaN  | handoff.retry.factor: NaN (expected: 1 to 100)
          attempts   | 0    | handoff.retry.attempts: 0 (expected: 1 to 100000)
          span       | 3651d | handoff.retry.span: PT87624H (expected: > 0, at most 3650d)
          factor     | 101  | handoff.retry.factor: 101.0 (expected: 1 to 100)
          attempts   | 100001 | handoff.retry.attempts: 100001 (expected: 1 to 100000)
          jitter     | 1    | handoff.retry.jitter: 1.0 (expected: 0 to < 1)
          jitter     | -0.1 | handoff.retry.jitter: -0.1 (expected: 0 to < 1)
          """)
  void aSettingOutOfItsRangeIsNamedWithItsValue(String name, String value, String message) {
    assertThatThrownBy(() -> policy(Map.of("handoff.retry." + name, value)))
        .isInstanceOf(BindException.class)
        .hasRootCauseMessage(message);
  }
}
