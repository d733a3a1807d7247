package dev.handoff.zoho.http;

import dev.handoff.traces.Traces;
import dev.handoff.zoho.ZohoProperties;
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
  private final ZohoProperties zoho;
  private final Traces traces;

  CamelAccounts(@Lazy ProducerTemplate camel, ZohoProperties zoho, Traces traces) {
    this.camel = camel;
    this.zoho = zoho;
    this.traces = traces;
  }

  @Override
  public ZohoReply token(Map<String, String> form) {
    Span span = traces.call("POST " + PATH, null);
    try {
      return ask(form);
    } finally {
      if (span != null) {
        span.end();
      }
    }
  }

  private ZohoReply ask(Map<String, String> form) {
    Exchange exchange =
        camel.send(
            "direct:zoho-accounts",
            request -> {
              request
                  .getMessage()
                  .setHeader(Exchange.HTTP_URI, zoho.accounts() + PATH);
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
