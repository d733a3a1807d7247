package dev.handoff.zoho;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DepartureTest {

  private static final Departure DEPARTURE = new Departure(-5, 1_000, Duration.ofSeconds(5));
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void mayLeaveWithinItsLimit() {
    assertThat(DEPARTURE.isMissed(-5 + 5 * SECOND - 1, 1_000 + 4_999)).isFalse();
  }

  @Test
  void isMissedWhenTheProcessStoodStill() {
    assertThat(DEPARTURE.isMissed(-5 + 5 * SECOND, 1_000)).isTrue();
  }

  @Test
  void isMissedWhenTheWholeMachineSlept() {
    assertThat(DEPARTURE.isMissed(0, 1_000 + 5_000)).isTrue();
  }

  @Test
  void clockSetBackDoesNotProlongIt() {
    assertThat(DEPARTURE.isMissed(-5 + 5 * SECOND, -600_000)).isTrue();
  }

  @Test
  void survivesTheWayThroughTheHttpClient() {
    assertThat(Departure.parse(DEPARTURE.text())).isEqualTo(DEPARTURE);
  }
}
