package dev.handoff.traces;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in one plain line, at most every ten minutes, that the receiver does not take the spans, and
 * once that it does again. The library's own lines, several a minute and each with a stack trace,
 * are switched off.
 */
final class PlainExporter implements SpanExporter {

  static final Duration SILENCE = Duration.ofMinutes(10);

  private static final Logger log = LoggerFactory.getLogger(PlainExporter.class);

  /** Held here, since a level is forgotten with the last reference to its logger. */
  private static final List<java.util.logging.Logger> LIBRARY =
      List.of(
          java.util.logging.Logger.getLogger(
              "io.opentelemetry.exporter.internal.http.HttpExporter"),
          java.util.logging.Logger.getLogger(
              "io.opentelemetry.sdk.trace.export.BatchSpanProcessor"));

  private final SpanExporter exporter;
  private final InstantSource clock;
  private @Nullable Instant toldAt;
  private boolean failing;

  PlainExporter(SpanExporter exporter, InstantSource clock) {
    this.exporter = exporter;
    this.clock = clock;
    LIBRARY.forEach(logger -> logger.setLevel(Level.OFF));
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result;
    try {
      result = exporter.export(spans);
    } catch (RuntimeException unexpected) {
      result = CompletableResultCode.ofExceptionalFailure(new CompletionException(unexpected));
    }
    CompletableResultCode asked = result;
    return asked.whenComplete(() -> note(asked));
  }

  private synchronized void note(CompletableResultCode result) {
    Instant now = clock.instant();
    if (result.isSuccess()) {
      if (failing) {
        log.info("Traces arrive again");
      }
      failing = false;
    } else if (toldAt == null || !now.isBefore(toldAt.plus(SILENCE))) {
      log.warn(
          "Traces are lost: the receiver at HANDOFF_TRACES_ENDPOINT does not take them ({})."
              + " Handoffs go on; this is told again after {} minutes at the earliest.",
          why(result.getFailureThrowable()),
          SILENCE.toMinutes());
      failing = true;
      toldAt = now;
    }
  }

  /** Types only: a message may quote the address with what is secret in it. */
  private static String why(@Nullable Throwable failure) {
    if (failure == null) {
      return "no answer";
    }
    Throwable cause = failure.getCause();
    while (cause instanceof CompletionException || cause instanceof UncheckedIOException) {
      cause = cause.getCause();
    }
    return cause == null
        ? "it refuses them; its own log, or HANDOFF_TRACES_HEADERS, tells why"
        : cause.getClass().getSimpleName();
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
