package dev.handoff.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * One piece of work and the step that it is at. A step that is not ended when the work is had
 * failed. Used by the one thread that does the work.
 */
public final class Trail implements AutoCloseable {

  /** Of work that is not traced. */
  public static final Trail NONE = new Trail();

  private static final ContextKey<Trail> KEY = ContextKey.named("handoff-trail");

  private final @Nullable Traces traces;
  private final Span whole;
  private final Scope scope;
  private @Nullable Span step;

  private Trail() {
    this.traces = null;
    this.whole = Span.getInvalid();
    this.scope = Scope.noop();
  }

  Trail(Traces traces, Span whole) {
    this.traces = traces;
    this.whole = whole;
    this.scope = Traces.enter(Context.root().with(whole).with(KEY, this));
  }

  /** That of the work that this thread does; one that notes nothing when there is none. */
  public static Trail current() {
    Trail trail = Context.current().get(KEY);
    return trail == null ? NONE : trail;
  }

  /** The context in which the next span belongs: the step, else the work, else what is there. */
  static Context innermost(Context context) {
    Trail trail = context.get(KEY);
    Span step = trail == null ? null : trail.step;
    return step == null ? context : context.with(step);
  }

  public Trail tag(String name, @Nullable String value) {
    if (value != null) {
      whole.setAttribute(name, value);
    }
    return this;
  }

  public Trail tag(String name, long value) {
    whole.setAttribute(name, value);
    return this;
  }

  /** The work came to no good end, for a reason of one word. */
  public void failed(String code) {
    fail(whole, code);
  }

  /** The next step begins. */
  public void begin(String name) {
    if (traces != null) {
      end();
      step = traces.start("step " + name, SpanKind.INTERNAL, Context.root().with(whole));
    }
  }

  /** The step is done. */
  public void end() {
    if (step != null) {
      step.end();
      step = null;
    }
  }

  @Override
  public void close() {
    if (traces == null) {
      return;
    }
    if (step != null) {
      fail(step, "not_done");
      end();
    }
    scope.close();
    whole.end();
  }

  /** Codes only: words may quote what a visitor wrote. */
  static void fail(Span span, String code) {
    span.setAttribute("error.type", code);
    span.setStatus(StatusCode.ERROR, code);
  }
}
