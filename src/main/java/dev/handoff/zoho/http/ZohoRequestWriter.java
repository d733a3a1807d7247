package dev.handoff.zoho.http;

import dev.handoff.zoho.Departure;
import dev.handoff.zoho.ZohoCall;
import dev.handoff.zoho.ZohoFile;
import dev.handoff.zoho.ZohoPlace;
import dev.handoff.zoho.ZohoPlaces;
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

  /** Exchange property: the address that is called. */
  static final String URL = "zohoUrl";

  /** Exchange variable: the place to call; without it, what is in force now. */
  static final String PLACE = "zohoPlace";

  /** The one call of SalesIQ that stands beside the portals (salesiq.md 4.8). */
  private static final String PORTALS = "/portals";

  private final ZohoPlaces places;
  private final String visitorPath;
  private final ZohoSpans spans;

  ZohoRequestWriter(ZohoPlaces places, ZohoProperties zoho, ZohoSpans spans) {
    this.places = places;
    this.visitorPath = zoho.salesiq().visitorPath();
    this.spans = spans;
  }

  public void write(Exchange exchange) {
    exchange.setProperty(SENT_AT, System.nanoTime());
    ZohoCall call = exchange.getVariable("zohoCall", ZohoCall.class);
    AccessToken token = exchange.getVariable("zohoToken", AccessToken.class);
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setBody(body(call));
    ZohoPlace given = exchange.getVariable(PLACE, ZohoPlace.class);
    headers(call, given == null ? places.now() : given).forEach(message::setHeader);
    message.setHeader("Authorization", "Zoho-oauthtoken " + token.value());
    Departure departure = exchange.getVariable("departure", Departure.class);
    if (departure != null && call.effect() != ZohoCall.Effect.REPEATABLE) {
      message.setHeader(LastMoment.HEADER, departure.text());
    }
    String url = message.getHeader(Exchange.HTTP_URI, String.class);
    exchange.setProperty(URL, url);
    String traceParent = spans.begin(exchange, call, url);
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

  private Map<String, Object> headers(ZohoCall call, ZohoPlace place) {
    Map<String, Object> headers = new LinkedHashMap<>();
    String[] path = call.path().split("\\?", 2);
    headers.put(Exchange.HTTP_URI, base(call.side(), path[0], place) + path[0]);
    if (path.length == 2) {
      headers.put(Exchange.HTTP_QUERY, path[1]);
    }
    // As text it would be converted anew by Camel's slowest search for a converter.
    headers.put(Exchange.HTTP_METHOD, HttpMethods.valueOf(call.method().toUpperCase(Locale.ROOT)));
    headers.put("Accept", "application/json");
    if (call.body() != null) {
      headers.put("Content-Type", "application/json");
    }
    if (call.side() == ZohoSide.DESK && place.orgId() != null) {
      headers.put("orgId", place.orgId());
    }
    return headers;
  }

  private String base(ZohoSide side, String path, ZohoPlace place) {
    return switch (side) {
      case DESK -> place.desk();
      case SALESIQ ->
          place.salesiq() + "/api/v2" + (path.equals(PORTALS) ? "" : "/" + place.screenName());
      case VISITOR -> place.salesiq() + visitorPath + "/" + place.screenName();
    };
  }
}
