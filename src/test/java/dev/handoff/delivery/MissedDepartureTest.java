package dev.handoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffError;
import dev.handoff.testing.Bench;
import dev.handoff.testing.TestOrder;
import dev.handoff.zoho.ZohoHost;
import dev.handoff.zoho.limits.ZohoLimits;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** So little time that every create is late. */
class MissedDepartureTest {

  @Test
  void sendsNoCreateThatIsLateAndTriesAgain() {
    try (Bench bench =
        Bench.start(
            Map.of(
                "handoff.delivery.departure", "1us",
                "camel.component.http.connections-per-route", "2"))) {
      Handoff handoff = bench.accept(TestOrder.ticket());

      Handoff late = bench.await(handoff, now -> now.claim() >= 4);

      HandoffError error = late.lastError();
      assertThat(error.code()).isEqualTo("not_sent");
      assertThat(error.retryable()).isTrue();
      assertThat(late.attempts()).isZero();
      assertThat(bench.gateway().bean(ZohoLimits.class).status(ZohoHost.DESK).troubles()).isEmpty();
      assertThat(bench.zoho().requests())
          .isNotEmpty()
          .noneMatch(request -> request.method().equals("POST") && !isToken(request.path()));
    }
  }

  private static boolean isToken(String path) {
    return path.endsWith("/token");
  }
}
