package dev.handoff.zoho.http;

import java.security.SecureRandom;
import java.util.HexFormat;

/** W3C Trace Context: the next span of a trace. */
final class TraceParent {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int TRACE_ENDS = 35;

  private TraceParent() {}

  /** The same trace with a span id of its own. */
  static String child(String traceParent) {
    byte[] span = new byte[8];
    RANDOM.nextBytes(span);
    String flags = traceParent.substring(traceParent.length() - 2);
    return traceParent.substring(0, TRACE_ENDS)
        + "-"
        + HexFormat.of().formatHex(span)
        + "-"
        + flags;
  }
}
