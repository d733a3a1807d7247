package dev.handoff.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.zoho.ZohoCall;
import dev.handoff.zoho.ZohoSide;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How calls to Zoho are named and timed for the console. */
class ZohoCallLogTest {

  @ParameterizedTest
  @CsvSource({
    "/tickets, desk GET /tickets",
    "/tickets/179519511143700003/comments?limit=5, desk GET /tickets/{id}/comments",
    "/contacts/search?email=ana@example.test, desk GET /contacts/search",
    "/conversations/0123abcd-ffff-eeee-dddd-0123456789ab, desk GET /conversations/{id}",
  })
  void aNameTellsNothingOfOneVisitor(String path, String name) {
    ZohoCall call = new ZohoCall(ZohoSide.DESK, "GET", path, ZohoCall.Effect.REPEATABLE, null);

    assertThat(ZohoCallLog.name(call)).isEqualTo(name);
  }

  @Test
  void sharesLieWithinTheirClassAndNeverAboveTheLongest() {
    CallTimes times = new CallTimes();
    for (int i = 0; i < 95; i++) {
      times.add(Duration.ofMillis(40), false);
    }
    for (int i = 0; i < 5; i++) {
      times.add(Duration.ofMillis(900), true);
    }

    assertThat(times.millis(0.5)).isBetween(25L, 50L);
    assertThat(times.millis(0.95)).isBetween(25L, 50L);
    assertThat(times.millis(0.99)).isBetween(800L, 900L);
    assertThat(times.millis(1)).isEqualTo(900);
    assertThat(times.count()).isEqualTo(100);
    assertThat(times.failed()).isEqualTo(5);
    assertThat(new CallTimes().millis(0.5)).isZero();
  }

  @Test
  void addedUpTheyAreAsIfTimedTogether() {
    CallTimes one = new CallTimes();
    one.add(Duration.ofMillis(10), false);
    CallTimes other = new CallTimes();
    other.add(Duration.ofSeconds(90), true);

    one.add(other);

    assertThat(one.count()).isEqualTo(2);
    assertThat(one.longestMillis()).isEqualTo(90_000);
    assertThat(one.millis(1)).isEqualTo(90_000);
  }
}
