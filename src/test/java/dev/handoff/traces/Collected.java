package dev.handoff.traces;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Spans that ended, kept in memory. */
final class Collected implements SpanExporter {

  private final List<SpanData> spans = new CopyOnWriteArrayList<>();

  @Override
  public CompletableResultCode export(Collection<SpanData> ended) {
    spans.addAll(ended);
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }

  /** Those of one trace, in the order in which they began. */
  List<SpanData> of(OpenTelemetry telemetry, String trace) {
    ((OpenTelemetrySdk) telemetry).getSdkTracerProvider().forceFlush().join(30, TimeUnit.SECONDS);
    return spans.stream()
        .filter(span -> span.getTraceId().equals(trace))
        .sorted((a, b) -> Long.compare(a.getStartEpochNanos(), b.getStartEpochNanos()))
        .toList();
  }

  static @Nullable String tag(SpanData span, String name) {
    return span.getAttributes().get(AttributeKey.stringKey(name));
  }
}
