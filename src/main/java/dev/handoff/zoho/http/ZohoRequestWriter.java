package dev.handoff.zoho.http;

import dev.handoff.zoho.Departure;
import dev.handoff.zoho.ZohoCall;
import dev.handoff.zoho.ZohoFile;
import dev.handoff.zoho.ZohoProperties;
import dev.handoff.zoho.ZohoSide;
import dev.handoff.zoho.accounts.AccessToken;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Turns the variables {@code zohoCall} and {@code zohoToken} into the HTTP request that is about to
 * leave. All headers of the message are dropped first, so that nothing from outside travels along.
 */
@Component
public final class ZohoRequestWriter {

  /** Exchange property: the {@code System.nanoTime()} of sending. */
  static final String SENT_AT = "zohoSentAt";

  private final ZohoProperties zoho;
  private final ZohoSpans spans;

  ZohoRequestWriter(ZohoProperties zoho, ZohoSpans spans) {
    this.zoho = zoho;
    this.spans = spans;
  }

  public void write(Exchange exchange) {
    exchange.setProperty(SENT_AT, System.nanoTime());
    ZohoCall call = exchange.getVariable("zohoCall", ZohoCall.class);
    AccessToken token = exchange.getVariable("zohoToken", AccessToken.class);
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setBody(body(call));
    headers(call).forEach(message::setHeader);
    message.setHeader("Authorization", "Zoho-oauthtoken " + token.value());
    Departure departure = exchange.getVariable("departure", Departure.class);
    if (departure != null && call.effect() != ZohoCall.Effect.REPEATABLE) {
      message.setHeader(LastMoment.HEADER, departure.text());
    }
    String traceParent = spans.begin(exchange, call, base(call.side()));
    if (traceParent != null) {
      message.setHeader("traceparent", traceParent);
    }
  }

  private static @Nullable Object body(ZohoCall call) {
    if (call.file() != null) {
      return parts(call.file());
    }
    return call.body() == null ? null : call.body().getBytes(StandardCharsets.UTF_8);
  }

  /** Streamed from the disk each time that it is sent; its type, with the boundary, is its own. */
  private static HttpEntity parts(ZohoFile file) {
    MultipartEntityBuilder parts =
        MultipartEntityBuilder.create()
            .setMode(HttpMultipartMode.LEGACY)
            .setCharset(StandardCharsets.UTF_8)
            .addBinaryBody(
                "file", file.path().toFile(), ContentType.parseLenient(file.type()), file.name());
    if (!file.comment().isEmpty()) {
      parts.addTextBody(
          "comment", file.comment(), ContentType.TEXT_PLAIN.withCharset(StandardCharsets.UTF_8));
    }
    return parts.build();
  }

  private Map<String, Object> headers(ZohoCall call) {
    Map<String, Object> headers = new LinkedHashMap<>();
    String[] path = call.path().split("\\?", 2);
    headers.put(Exchange.HTTP_URI, base(call.side()) + path[0]);
    if (path.length == 2) {
      headers.put(Exchange.HTTP_QUERY, path[1]);
    }
    // As text it would be converted anew by Camel's slowest search for a converter.
    headers.put(Exchange.HTTP_METHOD, HttpMethods.valueOf(call.method().toUpperCase(Locale.ROOT)));
    headers.put("Accept", "application/json");
    if (call.body() != null) {
      headers.put("Content-Type", "application/json");
    }
    if (call.side() == ZohoSide.DESK && zoho.orgId() != null) {
      headers.put("orgId", zoho.orgId());
    }
    return headers;
  }

  private String base(ZohoSide side) {
    return switch (side) {
      case DESK -> zoho.desk();
      case SALESIQ -> zoho.salesiqBase() + "/api/v2/" + zoho.salesiq().screenName();
      case VISITOR ->
          zoho.salesiqBase() + zoho.salesiq().visitorPath() + "/" + zoho.salesiq().screenName();
    };
  }
}
