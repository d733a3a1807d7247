package dev.handoff.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.handoff.testing.MovableClock;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Spans on their way to a receiver, over real HTTP; and what the settings may say. */
@ExtendWith(OutputCaptureExtension.class)
class ExportTest {

  private record Call(String path, String type, String key, String body) {}

  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
  private volatile int status = 200;
  private HttpServer receiver;

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", this::take);
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    boolean zipped = exchange.getRequestHeaders().containsKey("Content-Encoding");
    InputStream sent = exchange.getRequestBody();
    try (InputStream body = zipped ? new GZIPInputStream(sent) : sent) {
      calls.add(
          new Call(
              exchange.getRequestURI().getPath(),
              exchange.getRequestHeaders().getFirst("Content-Type"),
              exchange.getRequestHeaders().getFirst("api-key"),
              new String(body.readAllBytes(), StandardCharsets.ISO_8859_1)));
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private String address() {
    return "http://localhost:" + receiver.getAddress().getPort();
  }

  private static TracesProperties settings(String endpoint, String headers, double ratio) {
    return new TracesProperties(endpoint, headers, ratio, "front-desk");
  }

  private static OpenTelemetry telemetry(TracesProperties settings) {
    return new TracesConfiguration()
        .openTelemetry(
            settings, new DefaultListableBeanFactory().getBeanProvider(SpanExporter.class));
  }

  private static int ended(OpenTelemetry telemetry, int spans, String parent) {
    Traces traces = new Traces(telemetry);
    int sampled = 0;
    for (int i = 0; i < spans; i++) {
      Span span = traces.request("POST /api/handoffs", parent);
      sampled += span.getSpanContext().isSampled() ? 1 : 0;
      span.end();
    }
    return sampled;
  }

  @Test
  void aReceiverThatTakesAndNeverAnswersHoldsUpAStopForTwoSecondsOnly() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      OpenTelemetry telemetry =
          telemetry(settings("http://localhost:" + silent.getLocalPort(), null, 1));
      ended(telemetry, 1, null);

      long before = System.nanoTime();
      new TracesConfiguration().lastSpans(telemetry).destroy();

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void spansGoToTheReceiverInOtlpWithTheHeadersAndTheName() throws InterruptedException {
    try (OpenTelemetrySdk on =
        (OpenTelemetrySdk) telemetry(settings(address(), "x-team=support, api-key=abc=", 1))) {
      assertThat(ended(on, 1, null)).isEqualTo(1);
      on.getSdkTracerProvider().forceFlush().join(30, TimeUnit.SECONDS);
    }

    Call call = calls.poll(30, TimeUnit.SECONDS);
    assertThat(call).isNotNull();
    assertThat(call.path()).isEqualTo("/v1/traces");
    assertThat(call.type()).isEqualTo("application/x-protobuf");
    assertThat(call.key()).isEqualTo("abc=");
    assertThat(call.body()).contains("front-desk", "service.instance.id", "POST /api/handoffs");
  }

  @Test
  void theRatioCountsForTracesThatBeginHereAndNotForThoseOfCallers(CapturedOutput output) {
    try (OpenTelemetrySdk on =
        (OpenTelemetrySdk) telemetry(settings("http://localhost:1", null, 0.25))) {
      assertThat(ended(on, 1_000, null)).isBetween(150, 350);
      assertThat(ended(on, 50, TraceParent.fresh())).isEqualTo(50);
      assertThat(ended(on, 50, TraceParent.fresh().replaceAll("01$", "00"))).isZero();
    }
    await().untilAsserted(() -> assertThat(output.getAll()).contains("Traces are lost"));
    assertThat(output.getAll()).doesNotContain("Failed to export");
  }

  private static PlainExporter exporter(String address, MovableClock clock) {
    return new PlainExporter(
        OtlpHttpSpanExporter.builder()
            .setEndpoint(address + "/v1/traces")
            .setRetryPolicy(null)
            .build(),
        clock);
  }

  @Test
  void aDeadReceiverIsToldInOnePlainLine(CapturedOutput output) {
    try (PlainExporter exporter = exporter("http://localhost:1", new MovableClock())) {
      for (int i = 0; i < 3; i++) {
        exporter.export(List.of()).join(30, TimeUnit.SECONDS);
      }
    }

    assertThat(output.getAll())
        .containsOnlyOnce("HANDOFF_TRACES_ENDPOINT does not take them (ConnectException)")
        .doesNotContain("\tat ", "Failed to export");
  }

  @Test
  void aReceiverThatRefusesIsToldAgainAfterAWhileAndOnceItTakesThem(CapturedOutput output) {
    status = 401;
    MovableClock clock = new MovableClock();
    try (PlainExporter exporter = exporter(address(), clock)) {
      exporter.export(List.of()).join(30, TimeUnit.SECONDS);
      exporter.export(List.of()).join(30, TimeUnit.SECONDS);
      assertThat(output.getAll()).containsOnlyOnce("does not take them (it refuses them;");
      clock.advance(PlainExporter.SILENCE);
      exporter.export(List.of()).join(30, TimeUnit.SECONDS);
      assertThat(output.getAll().lines().filter(line -> line.contains("(it refuses them;")))
          .hasSize(2);
      status = 200;
      exporter.export(List.of()).join(30, TimeUnit.SECONDS);
      exporter.export(List.of()).join(30, TimeUnit.SECONDS);
    }

    assertThat(output.getAll())
        .containsOnlyOnce("Traces arrive again")
        .doesNotContain("\tat ", "Failed to export");
  }

  @Test
  void withoutAnAddressNothingIsTraced() {
    OpenTelemetry off = telemetry(settings(" ", null, 1));

    assertThat(off).isSameAs(OpenTelemetry.noop());
    assertThat(new Traces(off).isOn()).isFalse();
    assertThat(new Traces(off).request("x", null)).isNull();
    assertThat(new Traces(off).work("x", TraceParent.fresh())).isSameAs(Trail.NONE);
  }

  @Test
  void anAddressWithThePathIsTakenAsItIs() {
    assertThat(settings("https://otel.example.test/x/v1/traces/", null, 1).endpoint())
        .isEqualTo("https://otel.example.test/x/v1/traces");
    assertThat(settings("https://otel.example.test/", null, 1).endpoint())
        .isEqualTo("https://otel.example.test/v1/traces");
  }

  @ParameterizedTest
  @ValueSource(strings = {"collector:4318", "ftp://x", "http://", "http:// x"})
  void whatIsNoAddressIsRefusedByName(String endpoint) {
    assertThatThrownBy(() -> settings(endpoint, null, 1))
        .hasMessageContaining("HANDOFF_TRACES_ENDPOINT")
        .hasMessageContaining("expected");
  }

  @Test
  void headersThatCannotBeReadAreRefusedWithoutTheirText() {
    for (String bad : List.of("top-secret-key", "a=b,top secret=x", "=top-secret")) {
      assertThatThrownBy(() -> settings(null, bad, 1))
          .hasMessageContaining("HANDOFF_TRACES_HEADERS: part")
          .hasMessageNotContaining("secret");
    }
    assertThat(settings(null, "api-key=top-secret", 1).toString()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void aRatioOutsideIsRefused(double ratio) {
    assertThatThrownBy(() -> settings(null, null, ratio))
        .hasMessage("HANDOFF_TRACES_RATIO: " + ratio + " (expected: 0 to 1)");
  }
}
