package dev.handoff.zoho.http;

import dev.handoff.zoho.ZohoAnswer;
import dev.handoff.zoho.ZohoCall;
import dev.handoff.zoho.ZohoClassifier;
import dev.handoff.zoho.ZohoReply;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/** Turns what came back over HTTP, or the exception that came instead, into an answer. */
@Component
public final class ZohoReplyReader {

  private final ZohoClassifier classifier;

  public ZohoReplyReader(ZohoClassifier classifier) {
    this.classifier = classifier;
  }

  public ZohoAnswer read(Exchange exchange) {
    ZohoCall call = exchange.getVariable("zohoCall", ZohoCall.class);
    if (exchange.getMessage().getBody() instanceof Throwable failure) {
      return classifier.classify(call, failure);
    }
    return classifier.classify(call, reply(exchange.getMessage()));
  }

  static ZohoReply reply(Message message) {
    Map<String, String> headers = new HashMap<>();
    message
        .getHeaders()
        .forEach(
            (name, value) -> headers.put(name.toLowerCase(Locale.ROOT), String.valueOf(value)));
    Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
    String body = message.getBody(String.class);
    return new ZohoReply(status == null ? 0 : status, headers, body == null ? "" : body);
  }
}
