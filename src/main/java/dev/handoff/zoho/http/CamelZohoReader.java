package dev.handoff.zoho.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.handoff.handoff.FaultText;
import dev.handoff.zoho.ZohoCall;
import dev.handoff.zoho.ZohoFailure;
import dev.handoff.zoho.ZohoPlace;
import dev.handoff.zoho.ZohoReader;
import dev.handoff.zoho.ZohoSide;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Reads through the route {@code zoho-exchange}, as the flows do. */
@Component
final class CamelZohoReader implements ZohoReader {

  private final ProducerTemplate camel;

  CamelZohoReader(@Lazy ProducerTemplate camel) {
    this.camel = camel;
  }

  @Override
  public JsonNode read(ZohoPlace place, ZohoSide side, String path) {
    ZohoCall call = new ZohoCall(side, "GET", path, ZohoCall.Effect.REPEATABLE, null);
    Exchange exchange =
        camel.send(
            "direct:zoho-exchange",
            request -> {
              request.setVariable(ZohoRequestWriter.PLACE, place);
              request.getMessage().setBody(call);
            });
    ZohoFailure failure = exchange.getException(ZohoFailure.class);
    if (failure != null) {
      throw failure;
    }
    if (exchange.getException() != null) {
      throw new IllegalStateException(
          "Zoho could not be asked: " + FaultText.of(exchange.getException()));
    }
    return exchange.getMessage().getBody(JsonNode.class);
  }
}
