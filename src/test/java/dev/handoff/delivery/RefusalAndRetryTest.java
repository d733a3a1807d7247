package dev.handoff.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffKind;
import dev.handoff.handoff.HandoffState;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Fault.Kind;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.TestOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A refusal is parked at once with Zoho's words; an outage waits, and has an end. */
class RefusalAndRetryTest {

  private static Bench bench;

  @BeforeAll
  static void start() {
    bench = Bench.start(Map.of("HANDOFF_RETRY_ATTEMPTS", "4", "HANDOFF_SYNC_WAIT", "100ms"));
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @BeforeEach
  void reset() {
    bench.reset();
  }

  private static Handoff parked(Fault fault, HandoffKind kind) {
    bench.deliver(TestOrder.of(kind));
    bench.fault(fault);
    return bench.await(bench.accept(TestOrder.of(kind)), HandoffState.PARKED);
  }

  private static JsonNode shown(Handoff handoff) {
    return bench.gateway().get("/api/handoffs/" + handoff.id().value()).json();
  }

  @Test
  void parksAnInvalidTicketWithTheFieldsThatDeskNames() {
    Handoff handoff =
        parked(
            Fault.answer(
                    422,
                    "{\"errorCode\":\"INVALID_DATA\",\"message\":\"The request failed\",\"errors\":["
                        + "{\"fieldName\":\"/departmentId\",\"errorType\":\"invalid\"},"
                        + "{\"fieldName\":\"/cf/cf_must\",\"errorType\":\"missing\"}]}")
                .on(Side.DESK, "POST", "/tickets$"),
            HandoffKind.TICKET);

    JsonNode error = shown(handoff).path("lastError");
    assertThat(handoff.attempts()).isEqualTo(1);
    assertThat(error.path("code").asText()).isEqualTo("INVALID_DATA");
    assertThat(error.path("retryable").asBoolean(true)).isFalse();
    assertThat(error.path("step").asText()).isEqualTo("ticket");
    assertThat(error.path("message").asText())
        .contains("The request failed", "/departmentId invalid", "/cf/cf_must missing");
    assertThat(error.path("remedy").asText())
        .isEqualTo("Correct the fields Zoho names, then replay.");
  }

  @Test
  void parksWhenTheScopeIsMissing() {
    Handoff handoff =
        parked(
            Fault.answer(403, "{\"errorCode\":\"SCOPE_MISMATCH\",\"message\":\"Not enough\"}")
                .on(Side.DESK, "POST", "/calls$"),
            HandoffKind.CALLBACK);

    assertThat(handoff.lastError().code()).isEqualTo("SCOPE_MISMATCH");
    assertThat(handoff.lastError().remedy()).startsWith("Re-authorise");
    assertThat(handoff.lastError().retryable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "1011, app_id, 200, Correct or add the field",
    "1011, app_id, 400, Correct or add the field",
    "1025, department_id, 200, Check ZOHO_SALESIQ_DEPARTMENT_ID",
    "1009, '', 401, Re-authorise"
  })
  void parksWhatSalesiqRefuses(int code, String param, int status, String remedy) {
    String at = param.isEmpty() ? "" : ",\"param\":\"" + param + "\"";
    Handoff handoff =
        parked(
            Fault.answer(status, "{\"error\":{\"code\":" + code + ",\"message\":\"No\"" + at + "}}")
                .on(Side.SALESIQ, "POST", "/visitor/v1/.*/conversations$"),
            HandoffKind.CHAT);

    assertThat(handoff.attempts()).isEqualTo(1);
    assertThat(handoff.lastError().code()).isEqualTo(String.valueOf(code));
    assertThat(handoff.lastError().message()).contains("No", param);
    assertThat(handoff.lastError().remedy()).startsWith(remedy);
    assertThat(handoff.lastError().retryable()).isFalse();
  }

  @Test
  void showsTheNextAttemptAndParksWhenAllAreUsedUp() {
    bench.deliver(TestOrder.ticket());
    bench.fault(Fault.of(Kind.SERVER_ERROR).on(Side.DESK, "GET", "/contacts/search").forEver());
    Handoff accepted = bench.accept(TestOrder.ticket());

    bench.await(accepted, HandoffState.RETRYING);
    JsonNode retrying = shown(accepted);
    Handoff parked = bench.await(accepted, HandoffState.PARKED);

    if (retrying.path("state").asText().equals("retrying")) {
      assertThat(retrying.path("attempts").asInt()).isPositive();
      assertThat(Instant.parse(retrying.path("nextAttemptAt").asText()))
          .isAfter(bench.clock().instant().minusSeconds(30));
    }
    assertThat(parked.attempts()).isEqualTo(4);
    assertThat(parked.lastError().code()).isEqualTo("INTERNAL_SERVER_ERROR");
    assertThat(parked.lastError().remedy()).startsWith("All attempts are used up");
    assertThat(shown(accepted).has("nextAttemptAt")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"seconds", "date"})
  void waitsAtLeastAsLongAsDeskAsks(String form) {
    bench.deliver(TestOrder.ticket());
    Instant start = bench.clock().instant();
    String value =
        form.equals("seconds")
            ? "120"
            : DateTimeFormatter.RFC_1123_DATE_TIME.format(
                start.plusSeconds(121).atOffset(ZoneOffset.UTC));
    bench.fault(
        Fault.of(Kind.DAILY_LIMIT)
            .on(Side.DESK, "POST", "/tickets$")
            .withHeaders(Map.of("Retry-After", value)));

    Handoff waiting = bench.await(bench.accept(TestOrder.ticket()), HandoffState.RETRYING);
    int sent = bench.requests(Side.DESK, "POST", "/tickets").size();

    assertThat(waiting.lastError().code()).isEqualTo("THRESHOLD_EXCEEDED");
    assertThat(waiting.attempts()).isEqualTo(1);
    assertThat(waiting.nextAttemptAt()).isAfterOrEqualTo(start.plusSeconds(119));
    bench.clock().advance(Duration.ofSeconds(180));
    bench.await(waiting, HandoffState.DELIVERED);
    assertThat(bench.requests(Side.DESK, "POST", "/tickets")).hasSize(sent + 1);
  }

  @Test
  void backsOffByItselfWhenDeskNamesNoDelay() {
    bench.deliver(TestOrder.ticket());
    bench.fault(Fault.of(Kind.CONCURRENCY_LIMIT).on(Side.DESK, "POST", "/tickets$").times(2));
    bench.fault(
        Fault.of(Kind.DAILY_LIMIT)
            .on(Side.DESK, "POST", "/tickets$")
            .withHeaders(Map.of("Retry-After", "0")));

    assertThat(bench.deliver(TestOrder.ticket()).attempts()).isEqualTo(3);
  }

  @Test
  void waitsAMinuteWhenSalesiqLocksTheAddress() {
    bench.deliver(TestOrder.chat());
    Instant start = bench.clock().instant();
    bench.fault(Fault.of(Kind.RATE_LOCK).on(Side.SALESIQ, "POST", "/conversations$"));

    Handoff waiting = bench.await(bench.accept(TestOrder.chat()), HandoffState.RETRYING);

    assertThat(waiting.lastError().code()).isEqualTo("1023");
    assertThat(waiting.nextAttemptAt()).isAfterOrEqualTo(start.plusSeconds(60));
  }
}
