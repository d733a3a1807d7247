package dev.handoff.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.handoff.sandbox.Fault;
import dev.handoff.sandbox.LoggedRequest;
import dev.handoff.sandbox.Side;
import dev.handoff.sandbox.SimulatedZoho;
import dev.handoff.testing.BotReceiver;
import dev.handoff.testing.Gateway;
import dev.handoff.testing.TestDatabase;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A handoff is one trace, from the request to the last call, also on another node. */
@ExtendWith(OutputCaptureExtension.class)
class OneTraceTest {

  private static final Random RANDOM = new Random();
  private static final String CALLER = "00f067aa0ba902b7";

  private static SimulatedZoho zoho;
  private static BotReceiver bot;
  private static Map<String, String> database;
  private static Collected collected;
  private static Gateway gateway;

  private final String trace = hex(16);

  @BeforeAll
  static void start() {
    zoho = SimulatedZoho.start();
    bot = BotReceiver.start();
    database = TestDatabase.POSTGRESQL.fresh();
    collected = new Collected();
    gateway = node(collected);
    zoho.postEventsTo(gateway.uri("/webhook/salesiq/events"));
  }

  private static Gateway node(Collected exporter) {
    return Gateway.start(
        zoho,
        database,
        Map.of(
            "BOT_CALLBACK_URL", bot.url("/events"),
            "BOT_CALLBACK_SECRET", "a-secret-of-some-length",
            "HANDOFF_SYNC_WAIT", "1s",
            // Else they are used up while a node stops on a busy machine.
            "HANDOFF_RETRY_ATTEMPTS", "1000",
            "handoff.delivery.polling", "200ms"),
        context -> context.registerBean(SpanExporter.class, () -> exporter));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    bot.close();
    zoho.close();
  }

  @AfterEach
  void mend() {
    zoho.faults().clear();
  }

  private static String hex(int bytes) {
    byte[] id = new byte[bytes];
    RANDOM.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  private String hand(Gateway node, String channel, String kind, String flags) {
    return node.post(
            "/api/handoffs",
            """
            {"channel":"%s","conversationId":"%s","kind":"%s","reason":"Zebulon's secret",
             "visitor":{"name":"Zebulon","email":"zebulon-%s@example.test"}}
            """
                .formatted(channel, UUID.randomUUID(), kind, trace),
            Map.of("traceparent", "00-" + trace + "-" + CALLER + "-" + flags))
        .json()
        .path("id")
        .asText();
  }

  private static void awaitState(Gateway node, String id, String state) {
    await()
        .until(() -> node.get("/api/handoffs/" + id).json().path("state").asText().equals(state));
  }

  private List<SpanData> spans() {
    return collected.of(gateway.bean(OpenTelemetry.class), trace);
  }

  private static List<SpanData> named(List<SpanData> spans, String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).toList();
  }

  private List<LoggedRequest> atZoho() {
    return zoho.requests().stream()
        .filter(request -> request.headers().getOrDefault("traceparent", "").contains(trace))
        .toList();
  }

  @Test
  void requestAttemptsStepsAndCallsAreOneTraceAlsoAcrossRetries() {
    zoho.faults().add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK, "POST", "/tickets").times(1));

    String id = hand(gateway, "api", "ticket", "01");
    awaitState(gateway, id, "delivered");
    // One more when the look for the first create comes before it is settled.
    await().until(() -> deliveredAttempt() != null);

    SpanData request = named(spans(), "POST /api/handoffs").get(0);
    assertThat(request.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(request.getParentSpanId()).isEqualTo(CALLER);
    assertThat(Collected.tag(request, "handoff.id")).isEqualTo(id);
    List<SpanData> attempts = named(spans(), "attempt");
    assertThat(attempts)
        .allSatisfy(
            attempt -> {
              assertThat(attempt.getParentSpanId()).isEqualTo(request.getSpanId());
              assertThat(Collected.tag(attempt, "handoff.id")).isEqualTo(id);
            });
    SpanData failed = attempts.get(0);
    assertThat(Collected.tag(failed, "handoff.state")).isEqualTo("retrying");
    assertThat(Collected.tag(failed, "handoff.step")).isEqualTo("ticket");
    assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    SpanData delivered = deliveredAttempt();
    assertThat(delivered.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);

    List<SpanData> steps = named(spans(), "step ticket");
    assertThat(steps)
        .extracting(SpanData::getParentSpanId)
        .startsWith(failed.getSpanId())
        .endsWith(delivered.getSpanId());
    assertThat(Collected.tag(steps.get(0), "error.type")).isEqualTo("not_done");
    assertThat(named(spans(), "step contact")).as("done once").hasSize(1);
    List<SpanData> creates = named(spans(), "POST /tickets");
    assertThat(creates)
        .extracting(SpanData::getParentSpanId)
        .containsExactly(steps.get(0).getSpanId(), steps.get(steps.size() - 1).getSpanId());
    assertThat(creates.get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(Collected.tag(creates.get(1), "zoho.side")).isEqualTo("desk");
    assertThat(Collected.tag(creates.get(1), "server.address")).isEqualTo("127.0.0.1");
  }

  private SpanData deliveredAttempt() {
    return named(spans(), "attempt").stream()
        .filter(attempt -> "delivered".equals(Collected.tag(attempt, "handoff.state")))
        .findFirst()
        .orElse(null);
  }

  @Test
  void whatZohoIsToldIsTheSpanOfTheCall() {
    awaitState(gateway, hand(gateway, "api", "ticket", "01"), "delivered");

    List<String> calls =
        spans().stream()
            .filter(span -> span.getKind() == SpanKind.CLIENT)
            .filter(span -> !span.getName().contains("oauth"))
            .map(span -> "00-" + trace + "-" + span.getSpanId() + "-01")
            .toList();

    assertThat(calls).hasSizeGreaterThan(3);
    assertThat(atZoho())
        .extracting(request -> request.headers().get("traceparent"))
        .containsExactlyElementsOf(calls);
  }

  @Test
  void nothingOfTheVisitorAndNoIdsButTheHandoffsAreInASpan() {
    awaitState(gateway, hand(gateway, "api", "ticket", "01"), "delivered");

    assertThat(spans())
        .allSatisfy(
            span -> {
              assertThat(span.getName()).doesNotContainPattern("[0-9]{4}|@|\\?");
              assertThat(span.getAttributes().toString() + span.getEvents() + span.getStatus())
                  .doesNotContainIgnoringCase("zebulon", "secret", "example.test");
              assertThat(span.getAttributes().toString()).doesNotContainPattern("[0-9]{12}");
            });
    assertThat(spans()).extracting(SpanData::getName).contains("GET /tickets/{id}");
  }

  @Test
  void anotherNodeGoesOnWithTheSameTrace() {
    zoho.faults()
        .add(Fault.of(Fault.Kind.SERVER_ERROR).on(Side.DESK, "POST", "/tickets").forEver());
    Collected first = new Collected();
    String id;
    OpenTelemetry telemetry;
    try (Gateway other = node(first)) {
      id = hand(other, "api", "ticket", "01");
      telemetry = other.bean(OpenTelemetry.class);
    }
    String request = named(first.of(telemetry, trace), "POST /api/handoffs").get(0).getSpanId();
    zoho.faults().clear();

    awaitState(gateway, id, "delivered");

    await().until(() -> deliveredAttempt() != null);
    assertThat(named(spans(), "attempt"))
        .last()
        .extracting(SpanData::getParentSpanId)
        .isEqualTo(request);
  }

  @Test
  void aCallersDecisionNotToTraceIsFollowedAndPassedOn() {
    awaitState(gateway, hand(gateway, "api", "ticket", "00"), "delivered");

    assertThat(spans()).isEmpty();
    assertThat(atZoho())
        .isNotEmpty()
        .allSatisfy(request -> assertThat(request.headers().get("traceparent")).endsWith("-00"));
  }

  @Test
  void aRequestWithoutATraceBeginsOneThatTheCallsOfItsHandoffBelongTo() {
    int before = zoho.requests().size();

    String id =
        gateway
            .post(
                "/api/handoffs",
                "{\"channel\":\"api\",\"conversationId\":\"%s\",\"kind\":\"ticket\",\"visitor\":{\"email\":\"%s@example.test\"}}"
                    .formatted(UUID.randomUUID(), trace))
            .json()
            .path("id")
            .asText();
    awaitState(gateway, id, "delivered");

    List<String> traces =
        zoho.requests().subList(before, zoho.requests().size()).stream()
            .filter(request -> request.headers().containsKey("traceparent"))
            .map(request -> request.headers().get("traceparent").substring(3, 35))
            .distinct()
            .toList();
    assertThat(traces).hasSize(1);
    List<SpanData> spans = collected.of(gateway.bean(OpenTelemetry.class), traces.get(0));
    assertThat(spans.get(0).getName()).isEqualTo("POST /api/handoffs");
    assertThat(spans.get(0).getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void whatABotPlatformHearsBelongsToTheHandoffsTrace() {
    String id = hand(gateway, "hitl", "chat", "01");
    awaitState(gateway, id, "delivered");
    String chat =
        gateway.get("/api/handoffs/" + id).json().path("zoho").path("conversationId").asText();

    zoho.operatorJoins(chat);

    await().until(() -> !named(spans(), "POST bot event").isEmpty());
    SpanData told = named(spans(), "POST bot event").get(0);
    assertThat(Collected.tag(told, "handoff.bot_event")).isEqualTo("assigned");
    assertThat(bot.calls(call -> true))
        .filteredOn(request -> request.headers().getOrDefault("traceparent", "").contains(trace))
        .extracting(request -> request.headers().get("traceparent"))
        .containsExactly("00-" + trace + "-" + told.getSpanId() + "-01");
  }

  @Test
  void theLogNamesTheTrace(CapturedOutput output) {
    zoho.faults()
        .add(
            Fault.answer(422, "{\"errorCode\":\"INVALID_DATA\",\"message\":\"no\"}")
                .on(Side.DESK, "POST", "/tickets"));

    String id = hand(gateway, "api", "ticket", "01");
    awaitState(gateway, id, "parked");

    await()
        .untilAsserted(
            () ->
                assertThat(output.getAll().lines().filter(line -> line.contains(id)))
                    .anyMatch(line -> line.contains("[" + id + "] [" + trace + "]")));
  }
}
