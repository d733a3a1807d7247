package dev.handoff.intake;

import dev.handoff.traces.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The span of a request at one of the doors; of others, and when switched off, it is none. */
record RequestSpan(@Nullable Span span) {

  private static final RequestSpan NONE = new RequestSpan(null);
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  /** Begins one. Its name is the door's, since a path may hold a key or an id. */
  static RequestSpan of(Traces traces, Door door, HttpServletRequest request) {
    if (!traces.isOn() || door == Door.OTHER || door == Door.STREAM) {
      return NONE;
    }
    String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "_OTHER";
    Span span = traces.request(method + " " + door.path(), request.getHeader(TracedRequest.HEADER));
    if (span != null) {
      span.setAttribute("http.request.method", method);
      span.setAttribute("http.route", door.path());
    }
    return new RequestSpan(span);
  }

  HttpServletRequest on(HttpServletRequest request) {
    return span == null ? request : new TracedRequest(request, Traces.traceParent(span));
  }

  Context in(Context context) {
    return span == null ? context : context.with(span);
  }

  void end(HttpServletResponse response) {
    if (span == null) {
      return;
    }
    span.setAttribute("http.response.status_code", response.getStatus());
    String handoff = response.getHeader(HttpAnswer.HANDOFF_ID);
    if (handoff != null) {
      span.setAttribute("handoff.id", handoff);
    }
    if (response.getStatus() >= 500) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }
}
