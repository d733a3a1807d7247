package dev.handoff.intake;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the request arrived that this thread works on. It goes along with the context, also where a
 * request changes its thread.
 */
public final class Arrival {

  private static final ContextKey<Long> NANOS = ContextKey.named("handoff-arrival");

  private Arrival() {}

  /** The context of a request that arrives now. */
  static Context now(Context context) {
    return context.with(NANOS, System.nanoTime());
  }

  /** How long ago it arrived; null for work that no request is waiting for. */
  public static @Nullable Duration age() {
    Long nanos = Context.current().get(NANOS);
    return nanos == null ? null : Duration.ofNanos(System.nanoTime() - nanos);
  }
}
