package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Callbacks;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.SalesIqVisitor;
import dev.handoff.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whichever node promised, delivered or answers: each visitor hears it once. */
class PromiseOnTwoNodesTest {

  private static final int VISITORS = 12;

  @Test
  void eachPromiseIsKeptOnceByEitherNode() {
    Map<String, String> database = TestDatabase.POSTGRESQL.fresh();
    Map<String, String> settings = LateAnswerTest.settings(Map.of());
    try (SimulatedZoho zoho = SimulatedZoho.start();
        Gateway one = Gateway.start(zoho, database, settings);
        Gateway two = Gateway.start(zoho, database, settings)) {
      zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK).forEver());
      List<ObjectNode> calls = new ArrayList<>();
      for (int i = 0; i < VISITORS; i++) {
        SalesIqVisitor visitor =
            SalesIqVisitor.at(i % 2 == 0 ? one : two)
                .seenBy(zoho)
                .knowing("email", "visitor-" + i + "@example.test");
        calls.add(visitor.message("3"));
        assertThat(visitor.sends(calls.get(i)).action()).isEqualTo("pending");
      }

      zoho.faults().clear();

      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(calls)
                      .allSatisfy(call -> assertThat(Callbacks.responses(zoho, call)).hasSize(1)));
      assertThat(zoho.tickets()).hasSize(VISITORS);
      assertThat(zoho.requests().stream().filter(request -> request.path().endsWith("/response")))
          .as("one request for each, none of them refused")
          .hasSize(VISITORS);
    }
  }
}
