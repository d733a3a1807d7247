package dev.handoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.TestOrder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The retry policy's day and its span are kept, whatever Zoho asks for and however long it lasts.
 */
class PatienceTest {

  private static Bench bench;

  @BeforeAll
  static void start() {
    bench = Bench.start(Map.of("HANDOFF_RETRY_INITIAL", "5s", "HANDOFF_RETRY_MAX", "1h"));
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @BeforeEach
  void reset() {
    bench.reset();
  }

  private static Handoff attempts(Handoff handoff, int attempts) {
    return bench.await(
        handoff,
        now -> {
          bench.clock().advance(Duration.ofMinutes(1));
          return now.attempts() >= attempts && now.state() == HandoffState.RETRYING;
        });
  }

  @Test
  void aShortRetryAfterDoesNotShortenTheGrownPause() {
    bench.fault(
        Fault.answer(503, "{}")
            .withHeaders(Map.of("Retry-After", "5"))
            .on(Side.DESK, "POST", "/tickets$")
            .forEver());

    Handoff waiting = attempts(bench.accept(TestOrder.ticket()), 6);

    assertThat(Duration.between(waiting.updatedAt(), waiting.nextAttemptAt()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(5 * 32 * 8 / 10));
    bench.zoho().faults().clear();
    bench.await(
        waiting,
        now -> {
          bench.clock().advance(Duration.ofMinutes(1));
          return now.state() == HandoffState.DELIVERED;
        });
  }

  @Test
  void aHandoffGoesOnAfterACredentialWasDeadForLongerThanTheSpan() {
    JdbcClient db = bench.gateway().bean(JdbcClient.class);
    bench.zoho().expireAllTokens();
    db.sql("update zoho_tokens set access_token = null, broken = 'invalid_code'").update();
    Handoff waiting =
        bench.await(bench.accept(TestOrder.ticket()), now -> now.state() == HandoffState.RETRYING);
    bench.clock().advance(Duration.ofHours(72));
    int claims = waiting.claim();
    bench.await(waiting, now -> now.claim() > claims && now.state() == HandoffState.RETRYING);

    bench.fault(Fault.of(Kind.SERVER_ERROR).on(Side.DESK, "GET", "/contacts/search"));
    db.sql("update zoho_tokens set broken = null").update();
    Handoff delivered =
        bench.await(
            waiting,
            now -> {
              bench.clock().advance(Duration.ofSeconds(10));
              return now.settledAt() != null;
            });

    assertThat(delivered.state()).isEqualTo(HandoffState.DELIVERED);
    assertThat(delivered.attempts()).isEqualTo(1);
  }
}
