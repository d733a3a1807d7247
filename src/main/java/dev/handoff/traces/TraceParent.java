package dev.handoff.traces;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** W3C Trace Context as text: the form in which it is stored and sent. */
public final class TraceParent {

  private static final Pattern VALID =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int TRACE_BEGINS = 3;
  private static final int TRACE_ENDS = 35;
  private static final int SPAN_ENDS = 52;

  private TraceParent() {}

  public static boolean isValid(@Nullable String given) {
    return given != null && VALID.matcher(given).matches();
  }

  /** A new trace. */
  public static String fresh() {
    return "00-" + random(16) + "-" + random(8) + "-01";
  }

  /** The same trace with a span id of its own. */
  public static String child(String traceParent) {
    return traceParent.substring(0, TRACE_ENDS)
        + "-"
        + random(8)
        + traceParent.substring(SPAN_ENDS);
  }

  private static String random(int bytes) {
    byte[] id = new byte[bytes];
    RANDOM.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }

  /** What a span is told to those whom it calls. */
  static String of(SpanContext span) {
    return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex();
  }

  /** What continues that trace; without one that is valid, a trace begins. */
  static Context context(@Nullable String traceParent) {
    if (traceParent == null || !isValid(traceParent)) {
      return Context.root();
    }
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.createFromRemoteParent(
                    traceParent.substring(TRACE_BEGINS, TRACE_ENDS),
                    traceParent.substring(TRACE_ENDS + 1, SPAN_ENDS),
                    TraceFlags.fromHex(traceParent, SPAN_ENDS + 1),
                    TraceState.getDefault())));
  }
}
