package dev.handoff.zoho.http;

import dev.handoff.handoff.Delivery;
import dev.handoff.traces.TraceParent;
import dev.handoff.traces.Traces;
import dev.handoff.zoho.ZohoAnswer;
import dev.handoff.zoho.ZohoCall;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Each call to Zoho as a span of its handoff's trace. Nothing that Zoho or a visitor wrote is in
 * it: of the path the words stay, and everything that may be an id becomes {@code {id}}.
 */
@Component
final class ZohoSpans {

  private static final String SPAN = "zohoSpan";

  private final Traces traces;

  ZohoSpans(Traces traces) {
    this.traces = traces;
  }

  /** The call is about to leave; gives the {@code traceparent} it takes along, or null. */
  @Nullable String begin(Exchange exchange, ZohoCall call, String address) {
    Delivery delivery = exchange.getVariable("delivery", Delivery.class);
    String stored = delivery == null ? null : delivery.handoff().traceParent();
    String template = template(call.path());
    Span span = traces.call(call.method() + " " + template, stored);
    if (span == null) {
      return stored == null ? null : TraceParent.child(stored);
    }
    exchange.setProperty(SPAN, span);
    span.setAttribute("http.request.method", call.method());
    span.setAttribute("server.address", URI.create(address).getHost());
    span.setAttribute("url.template", template);
    span.setAttribute("zoho.side", call.side().name().toLowerCase(Locale.ROOT));
    span.setAttribute("zoho.effect", call.effect().name().toLowerCase(Locale.ROOT));
    if (delivery != null) {
      span.setAttribute("handoff.id", delivery.handoff().id().value());
    }
    return Traces.traceParent(span);
  }

  /** It was understood what came back. */
  void end(Exchange exchange, ZohoAnswer answer) {
    Span span = exchange.removeProperty(SPAN) instanceof Span begun ? begun : null;
    if (span == null) {
      return;
    }
    Integer status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    if (status != null && !(exchange.getMessage().getBody() instanceof Throwable)) {
      span.setAttribute("http.response.status_code", status);
    }
    String code = answer.failureCode();
    if (code != null) {
      span.setAttribute("zoho.code", code);
      span.setAttribute("error.type", code);
      span.setStatus(StatusCode.ERROR, code);
    }
    span.end();
  }

  /** The path without its query, its ids and whatever else is no word. */
  static String template(String path) {
    return Arrays.stream(path.split("\\?", 2)[0].split("/", -1))
        .map(part -> part.matches("[A-Za-z_-]{0,40}") ? part : "{id}")
        .collect(Collectors.joining("/"));
  }
}
