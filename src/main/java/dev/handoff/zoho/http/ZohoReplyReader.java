package dev.handoff.zoho.http;

import dev.handoff.handoff.Delivery;
import dev.handoff.zoho.ZohoAnswer;
import dev.handoff.zoho.ZohoAnswered;
import dev.handoff.zoho.ZohoCall;
import dev.handoff.zoho.ZohoClassifier;
import dev.handoff.zoho.ZohoReply;
import dev.handoff.zoho.limits.ZohoLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.TypeConversionException;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Turns what came back over HTTP, or the exception that came instead, into an answer. */
@Component
public final class ZohoReplyReader {

  private final ZohoClassifier classifier;
  private final ZohoLimits limits;
  private final ZohoSpans spans;
  private final ApplicationEventPublisher events;

  ZohoReplyReader(
      ZohoClassifier classifier,
      ZohoLimits limits,
      ZohoSpans spans,
      ApplicationEventPublisher events) {
    this.classifier = classifier;
    this.limits = limits;
    this.spans = spans;
    this.events = events;
  }

  public ZohoAnswer read(Exchange exchange) {
    ZohoCall call = exchange.getVariable("zohoCall", ZohoCall.class);
    ZohoAnswer answer = classify(call, exchange);
    Duration took =
        Duration.ofNanos(
            System.nanoTime() - exchange.getProperty(ZohoRequestWriter.SENT_AT, Long.class));
    Delivery delivery = exchange.getVariable("delivery", Delivery.class);
    limits.left(
        call.side().host(), delivery == null ? null : delivery.handoff().id(), answer, took);
    spans.end(exchange, answer);
    events.publishEvent(new ZohoAnswered(call, answer, took));
    return answer;
  }

  private ZohoAnswer classify(ZohoCall call, Exchange exchange) {
    String url = exchange.getProperty(ZohoRequestWriter.URL, String.class);
    if (exchange.getMessage().getBody() instanceof Throwable failure) {
      return classifier.classify(call, failure, url);
    }
    try {
      ZohoReply reply = reply(exchange.getMessage());
      limits.note(call.side().host(), reply);
      return classifier.classify(call, reply);
    } catch (TypeConversionException unreadable) {
      return classifier.classify(call, unreadable, url);
    }
  }

  static ZohoReply reply(Message message) {
    Map<String, String> headers = new HashMap<>();
    message
        .getHeaders()
        .forEach(
            (name, value) -> headers.put(name.toLowerCase(Locale.ROOT), String.valueOf(value)));
    Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    byte[] body = message.getBody(byte[].class);
    return new ZohoReply(
        status == null ? 0 : status,
        headers,
        body == null ? "" : new String(body, StandardCharsets.UTF_8));
  }
}
