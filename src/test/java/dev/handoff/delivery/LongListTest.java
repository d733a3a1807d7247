package dev.handoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.TestOrder;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A department that has more calls than are looked through: the search is asked, and believed. */
class LongListTest {

  private static Bench bench;

  @BeforeAll
  static void start() {
    bench =
        Bench.start(
            Map.of(
                "handoff.zoho.look-up.most-pages", "1", "handoff.zoho.look-up.search-lag", "1s"));
    Handoff first = bench.deliver(TestOrder.callback());
    String call =
        "{\"subject\":\"Another\",\"startTime\":\"2027-01-01T10:00:00.000Z\",\"duration\":60,"
            + "\"direction\":\"outbound\",\"status\":\"Scheduled\",\"contactId\":\""
            + bench.facts(first).get("contactId")
            + "\",\"departmentId\":\""
            + bench.zoho().settings().departmentId()
            + "\"}";
    bench.atDesk("/calls", "Desk.activities.calls.CREATE", Collections.nCopies(120, call));
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  private static Handoff unclear(Kind kind) {
    bench.fault(Fault.of(kind).on(Side.DESK, "POST", "/calls$"));
    return bench.await(bench.accept(TestOrder.callback()), HandoffState.DELIVERED);
  }

  @Test
  void findsTheCallThatWasMadeByItsTime() {
    int before = bench.zoho().calls().size();

    unclear(Kind.COMMIT_THEN_RESET);

    assertThat(bench.zoho().calls()).hasSize(before + 1);
  }

  @Test
  void makesTheCallThatTheSearchDoesNotShowOnceItHadTimeTo() {
    int before = bench.zoho().calls().size();

    Handoff handoff = unclear(Kind.RESET);

    assertThat(bench.zoho().calls()).hasSize(before + 1);
    assertThat(handoff.attempts()).isGreaterThan(1);
  }
}
