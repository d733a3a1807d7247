package dev.handoff.traces;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/**
 * Begins spans. Switched off, every method gives nothing, and nothing is measured or sent. Spans
 * never fail their work.
 */
@Component
public final class Traces {

  /** Name of the trace's id in the log. */
  public static final String LOGGED = "trace.id";

  private final Tracer tracer;
  private final boolean on;

  Traces(OpenTelemetry telemetry) {
    this.tracer = telemetry.getTracer("dev.handoff");
    this.on = telemetry != OpenTelemetry.noop();
  }

  /** Traces of nothing. */
  public static Traces off() {
    return new Traces(OpenTelemetry.noop());
  }

  public boolean isOn() {
    return on;
  }

  /** A request that came in; null when switched off. */
  public @Nullable Span request(String name, @Nullable String traceParent) {
    return on ? start(name, SpanKind.SERVER, TraceParent.context(traceParent)) : null;
  }

  /**
   * A piece of work of a trace that began earlier, perhaps on another node. Must be closed on the
   * same thread.
   */
  public Trail work(String name, @Nullable String traceParent) {
    return on
        ? new Trail(this, start(name, SpanKind.CONSUMER, TraceParent.context(traceParent)))
        : Trail.NONE;
  }

  /** The same for work that is one call, which others continue. */
  public Trail telling(String name, @Nullable String traceParent) {
    return on
        ? new Trail(this, start(name, SpanKind.CLIENT, TraceParent.context(traceParent)))
        : Trail.NONE;
  }

  /**
   * A call that is about to leave: within the work that this thread does, else of the given trace;
   * null when switched off or when it belongs to no trace.
   */
  public @Nullable Span call(String name, @Nullable String traceParent) {
    if (!on) {
      return null;
    }
    Context parent = Trail.innermost(Context.current());
    if (!Span.fromContext(parent).getSpanContext().isValid()) {
      parent = TraceParent.context(traceParent);
    }
    return Span.fromContext(parent).getSpanContext().isValid()
        ? start(name, SpanKind.CLIENT, parent)
        : null;
  }

  Span start(String name, SpanKind kind, Context parent) {
    return tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan();
  }

  /** The {@code traceparent} by which others continue a span. */
  public static String traceParent(Span span) {
    return TraceParent.of(span.getSpanContext());
  }

  /** The same of the span that this thread works in; null when there is none. */
  public static @Nullable String current() {
    SpanContext span = Span.current().getSpanContext();
    return span.isValid() ? TraceParent.of(span) : null;
  }

  /** This thread works in the context until the scope is closed; its log lines name the trace. */
  @SuppressWarnings("MustBeClosedChecker") // closed by the scope that is returned
  public static Scope enter(Context context) {
    Scope scope = context.makeCurrent();
    SpanContext span = Span.fromContext(context).getSpanContext();
    if (!span.isValid()) {
      return scope;
    }
    String before = MDC.get(LOGGED);
    MDC.put(LOGGED, span.getTraceId());
    return () -> {
      if (before == null) {
        MDC.remove(LOGGED);
      } else {
        MDC.put(LOGGED, before);
      }
      scope.close();
    };
  }

  /** Work goes on in the context in which it was handed over. */
  public static Executor carried(Executor executor) {
    return work -> {
      Context context = Context.current();
      executor.execute(
          () -> {
            try (Scope scope = enter(context)) {
              work.run();
            }
          });
    };
  }

  /** The same for one piece of work. */
  public static <T> Callable<T> carried(Callable<T> work) {
    Context context = Context.current();
    return () -> {
      try (Scope scope = enter(context)) {
        return work.call();
      }
    };
  }
}
