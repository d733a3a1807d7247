package dev.handoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.Callbacks;
import dev.handoff.testing.GatewayProcess;
import dev.handoff.testing.TestDatabase;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process that promised an answer is killed with {@code kill -9}; the next one keeps it. */
class KilledPromiseTest {

  private static final Map<String, String> SETTINGS =
      Map.of(
          "handoff.intake.zobot-wait", "300ms",
          "HANDOFF_TAKE_OVER", "4s",
          "handoff.delivery.polling", "200ms",
          "handoff.late-answer.look", "1s",
          "handoff.late-answer.retry", "200ms");
  private static final String CALL =
      """
      {"handler": "message", "operation": "message", "message": {"text": "3"},
       "visitor": {"active_conversation_id": "killed-1", "email": "ana@example.test"},
       "request": {"id": "req-killed-1"}}
      """;

  private SimulatedZoho zoho;
  private JsonNode call;

  @BeforeEach
  void startZoho() throws IOException {
    zoho = SimulatedZoho.start();
    call = new ObjectMapper().readTree(CALL);
  }

  @AfterEach
  void stopZoho() {
    zoho.close();
  }

  private GatewayProcess promising(Map<String, String> database) {
    zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK).forEver());
    GatewayProcess first = GatewayProcess.start(zoho, database, SETTINGS);
    assertThat(first.post("/webhook/salesiq", CALL).join().body()).contains("\"pending\"");
    return first;
  }

  private void assertAnsweredOnce(Map<String, String> database) {
    try (GatewayProcess second = GatewayProcess.start(zoho, database, SETTINGS)) {
      await().until(() -> !Callbacks.responses(zoho, call).isEmpty());
      String thanks = CALL.replace("\"3\"", "\"thanks\"").replace("req-killed-1", "req-killed-2");
      await()
          .untilAsserted(
              () ->
                  assertThat(second.post("/webhook/salesiq", thanks).join().body())
                      .doesNotContain("earlier request"));
    }
    assertThat(Callbacks.responses(zoho, call))
        .singleElement()
        .asString()
        .contains("is created. We will answer to ana@example.test.");
    assertThat(zoho.tickets()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void answersOnceWhatWasPromisedBeforeItWasKilled(TestDatabase engine) {
    Map<String, String> database = engine.fresh();
    GatewayProcess first = promising(database);

    first.kill();
    zoho.faults().clear();

    assertAnsweredOnce(database);
  }

  @ParameterizedTest
  @EnumSource(TestDatabase.class)
  void answersOnceThoughItWasKilledWhileItAnswered(TestDatabase engine) {
    Map<String, String> database = engine.fresh();
    GatewayProcess first = promising(database);
    zoho.faults().clear();
    zoho.faults().add(Fault.of(Fault.Kind.COMMIT_THEN_HANG).on(Side.SALESIQ, "POST", "/response$"));
    await().until(() -> !Callbacks.responses(zoho, call).isEmpty());

    first.kill();

    assertAnsweredOnce(database);
  }
}
