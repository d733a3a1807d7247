package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.GatewayProcess;
import dev.handoff.testing.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that is killed with {@code kill -9} and started again on the same database. */
class KilledProcessTest {

  private static final Map<String, String> SETTINGS =
      Map.of("HANDOFF_SYNC_WAIT", "0s", "HANDOFF_TAKE_OVER", "4s");
  private static final String ORDER =
      """
      {"channel": "api", "conversationId": "killed-1", "kind": "ticket",
       "visitor": {"email": "ana@example.test"}, "reason": "Order late"}
      """;

  private SimulatedZoho zoho;

  @BeforeEach
  void startZoho() {
    zoho = SimulatedZoho.start();
  }

  @AfterEach
  void stopZoho() {
    zoho.close();
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void deliversOnceWhatItAcceptedBeforeItWasKilled(TestDatabase engine) {
    Map<String, String> database = engine.fresh();
    zoho.faults().add(Fault.of(Fault.Kind.HANG).on(Side.DESK, "GET", "/contacts/search").forEver());
    GatewayProcess first = GatewayProcess.start(zoho, database, SETTINGS);
    assertThat(first.post("/api/handoffs", ORDER).join().statusCode()).isEqualTo(202);
    await().until(() -> requested("GET", "/contacts/search"));

    first.kill();
    zoho.faults().clear();

    try (GatewayProcess second = GatewayProcess.start(zoho, database, SETTINGS)) {
      await().until(() -> requested("GET", "/tickets/"));
    }
    assertThat(zoho.tickets()).hasSize(1);
    assertThat(zoho.contacts()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void findsTheTicketThatZohoMadeWhileItWasKilled(TestDatabase engine) {
    Map<String, String> database = engine.fresh();
    zoho.faults()
        .add(Fault.of(Fault.Kind.COMMIT_THEN_HANG).on(Side.DESK, "POST", "^/tickets$").forEver());
    GatewayProcess first = GatewayProcess.start(zoho, database, SETTINGS);
    assertThat(first.post("/api/handoffs", ORDER).join().statusCode()).isEqualTo(202);
    await().until(() -> zoho.tickets().size() == 1);

    first.kill();
    zoho.faults().clear();

    try (GatewayProcess second = GatewayProcess.start(zoho, database, SETTINGS)) {
      JsonNode ticket = zoho.tickets().get(0);
      await().until(() -> requested("GET", "/tickets/" + ticket.path("id").asText()));
      await()
          .until(
              () ->
                  zoho.requests().stream()
                          .filter(request -> request.path().startsWith("/tickets/"))
                          .count()
                      >= 2);
    }
    assertThat(zoho.tickets()).hasSize(1);
  }

  private boolean requested(String method, String path) {
    return zoho.requests().stream()
        .anyMatch(request -> request.method().equals(method) && request.path().startsWith(path));
  }
}
