package dev.handoff.intake;

import dev.handoff.traces.TraceParent;
import dev.handoff.traces.Traces;
import org.jspecify.annotations.Nullable;

/** W3C Trace Context at the door: a trace that comes in is continued. */
public final class TraceParents {

  private TraceParents() {}

  /** The {@code traceparent} given; null where none, or none that is valid, came. */
  public static @Nullable String given(@Nullable String header) {
    return header != null && TraceParent.isValid(header.strip()) ? header.strip() : null;
  }

  /**
   * The {@code traceparent} given; where none, or none that is valid, came, that of the request
   * that is served, and else a new one.
   */
  public static String continueOrStart(@Nullable String given) {
    String own = given(given);
    if (own != null) {
      return own;
    }
    String current = Traces.current();
    return current == null ? TraceParent.fresh() : current;
  }
}
