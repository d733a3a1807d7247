package dev.handoff.traces;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Traces are on when an address is set, or when somebody adds an exporter of spans as a bean. */
@Configuration(proxyBeanMethods = false)
class TracesConfiguration {

  private static final Duration DELAY = Duration.ofSeconds(1);
  private static final Duration LAST = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What has not left when the gateway stops gets a moment; a dead receiver holds up nobody. */
  @Bean
  DisposableBean lastSpans(OpenTelemetry telemetry) {
    return () -> {
      if (telemetry instanceof OpenTelemetrySdk sdk) {
        sdk.shutdown().join(LAST.toMillis(), TimeUnit.MILLISECONDS);
      }
    };
  }

  @Bean(destroyMethod = "")
  OpenTelemetry openTelemetry(TracesProperties settings, ObjectProvider<SpanExporter> added) {
    SpanExporter exporter = exporter(settings, added);
    return exporter == null ? OpenTelemetry.noop() : telemetry(settings, exporter);
  }

  private static @Nullable SpanExporter exporter(
      TracesProperties settings, ObjectProvider<SpanExporter> added) {
    SpanExporter own = added.getIfAvailable();
    String endpoint = settings.endpoint();
    if (own != null || endpoint == null) {
      return own;
    }
    return new PlainExporter(
        OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint)
            .setHeaders(settings::headerMap)
            .setCompression("gzip")
            .setTimeout(PATIENCE)
            .build(),
        InstantSource.system());
  }

  /** A receiver that is away costs spans, never a handoff: the queue is bounded. */
  private static OpenTelemetrySdk telemetry(TracesProperties settings, SpanExporter exporter) {
    Resource resource =
        Resource.getDefault()
            .merge(
                Resource.create(
                    Attributes.of(
                        AttributeKey.stringKey("service.name"), settings.service(),
                        AttributeKey.stringKey("service.instance.id"),
                            UUID.randomUUID().toString())));
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .setResource(resource)
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.ratio())))
                .addSpanProcessor(
                    BatchSpanProcessor.builder(exporter).setScheduleDelay(DELAY).build())
                .build())
        .build();
  }
}
