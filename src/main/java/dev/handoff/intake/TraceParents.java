package dev.handoff.intake;

import dev.handoff.traces.TraceParent;
import dev.handoff.traces.Traces;
import org.jspecify.annotations.Nullable;

/** W3C Trace Context at the door: a trace that comes in is continued. */
public final class TraceParents {

  private TraceParents() {}

  /**
   * The {@code traceparent} given; where none, or none that is valid, came, that of the request
   * that is served, and else a new one.
   */
  public static String continueOrStart(@Nullable String given) {
    if (given != null && TraceParent.isValid(given.strip())) {
      return given.strip();
    }
    String current = Traces.current();
    return current == null ? TraceParent.fresh() : current;
  }
}
