package dev.handoff.delivery;

import static dev.handoff.testing.Bench.only;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.AuthorType;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffState;
import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.Side;
import dev.handoff.testing.Bench;
import dev.handoff.testing.TestOrder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a scheduled Desk call says, and when it is believed. */
class CallbackDeliveryTest {

  private static Bench bench;

  @BeforeAll
  static void start() {
    bench = Bench.start();
  }

  @AfterAll
  static void stop() {
    bench.close();
  }

  @BeforeEach
  void reset() {
    bench.reset();
  }

  @Test
  void schedulesTheCallAtTheVisitorsTime() {
    Handoff handoff =
        bench.deliver(
            TestOrder.callback()
                .name("Ana Roy")
                .reason("Quote")
                .words("Thursday, 3 in the afternoon")
                .says(AuthorType.VISITOR, "Please call me"));

    JsonNode call = only(bench.zoho().calls());
    assertThat(call.path("direction").asText()).isEqualTo("outbound");
    assertThat(call.path("status").asText()).isEqualTo("Scheduled");
    assertThat(call.path("startTime").asText()).isEqualTo("2027-03-04T20:00:00.000Z");
    assertThat(call.path("duration").asText()).isEqualTo("900");
    assertThat(call.path("subject").asText()).isEqualTo("Callback +15145550100: Quote");
    assertThat(call.path("departmentId").asText())
        .isEqualTo(bench.zoho().settings().departmentId());
    assertThat(call.path("contactId").asText())
        .isEqualTo(only(bench.zoho().contacts()).path("id").asText());
    assertThat(call.path("description").asText())
        .startsWith("Call: +15145550100\nAt: 2027-03-04T15:00 (America/Toronto)\n")
        .contains("In the visitor's words: Thursday, 3 in the afternoon")
        .contains("Reference: " + handoff.correlation())
        .contains("Visitor: Please call me");
    assertThat(bench.facts(handoff))
        .containsEntry("callId", call.path("id").asText())
        .containsEntry("callStatus", "Scheduled");
  }

  @Test
  void staysWithinDesksLimits() {
    Handoff handoff =
        bench.deliver(
            TestOrder.callback()
                .words("w".repeat(200))
                .subject("s".repeat(1_000))
                .reason("r".repeat(10_000))
                .says(AuthorType.VISITOR, "x".repeat(50_000))
                .says(AuthorType.BOT, "y".repeat(50_000)));

    assertThat(only(bench.zoho().calls()).path("subject").asText()).hasSize(300);
    assertThat(only(bench.zoho().calls()).path("description").asText())
        .hasSizeLessThanOrEqualTo(65_535)
        .contains(handoff.correlation());
  }

  @Test
  void doesNotBelieveAnotherCallUnderTheId() {
    bench.fault(Fault.answer(200, "{\"id\":\"1\"}").on(Side.DESK, "GET", "/calls/\\d+$"));

    assertThat(bench.deliver(TestOrder.callback()).attempts()).isEqualTo(1);
    assertThat(bench.zoho().calls()).hasSize(1);
  }

  @Test
  void doesNotBelieveACallThatCannotBeReadBack() {
    bench.fault(
        Fault.answer(404, "{\"errorCode\":\"URL_NOT_FOUND\",\"message\":\"gone\"}")
            .on(Side.DESK, "GET", "/calls/\\d+$"));

    Handoff handoff = bench.await(bench.accept(TestOrder.callback()), HandoffState.PARKED);

    assertThat(handoff.lastError().step()).isEqualTo("read-back");
  }
}
