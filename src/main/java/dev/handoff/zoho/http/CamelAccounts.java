package dev.handoff.zoho.http;

import dev.handoff.traces.Traces;
import dev.handoff.zoho.ZohoReply;
import dev.handoff.zoho.accounts.Accounts;
import io.opentelemetry.api.trace.Span;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The token endpoint, reached through the route {@code zoho-accounts}. */
@Component
final class CamelAccounts implements Accounts {

  private static final String PATH = "/oauth/v2/token";

  private final ProducerTemplate camel;
  private final Traces traces;

  CamelAccounts(@Lazy ProducerTemplate camel, Traces traces) {
    this.camel = camel;
    this.traces = traces;
  }

  @Override
  public ZohoReply token(String server, Map<String, String> form) {
    Span span = traces.call("POST " + PATH, null);
    try {
      return ask(server, form);
    } finally {
      if (span != null) {
        span.end();
      }
    }
  }

  private ZohoReply ask(String server, Map<String, String> form) {
    Exchange exchange =
        camel.send(
            "direct:zoho-accounts",
            request -> {
              request.getMessage().setHeader(Exchange.HTTP_URI, server + PATH);
              request.getMessage().setBody(encode(form));
            });
    if (exchange.getException() != null) {
      throw new IllegalStateException("no answer from Zoho Accounts", exchange.getException());
    }
    return ZohoReplyReader.reply(exchange.getMessage());
  }

  private static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
