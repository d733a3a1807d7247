package dev.handoff.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.handoff.BotEvent;
import dev.handoff.handoff.PlatformTargets;
import dev.handoff.secrets.SecretList;
import dev.handoff.secrets.Secrets;
import dev.handoff.zoho.http.HttpClients;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;
import org.springframework.stereotype.Component;

/**
 * Turns the body into the HTTP request that is about to leave, for the variables {@code botWork}
 * and {@code botPath}. All headers of the message are dropped first, so that nothing from outside
 * travels along.
 */
@Component
public final class BotRequestWriter {

  private final ConfiguredTargets targets;
  private final Supplier<WebhookSigner> signer;
  private final ObjectMapper json;
  private final Clock clock;

  BotRequestWriter(
      ConfiguredTargets targets,
      BotEventsProperties settings,
      ObjectMapper json,
      Clock clock,
      Secrets secrets) {
    this.targets = targets;
    this.signer =
        secrets.live(
            "BOT_CALLBACK_SECRET",
            WebhookSigner.withSecrets(settings.callbackSecret()),
            changed -> WebhookSigner.withSecrets(String.join(",", SecretList.parts(changed))));
    this.json = json;
    this.clock = clock;
  }

  /**
   * @throws BotCallFailedException when the platform's address is no longer set
   */
  public void write(Exchange exchange) {
    BotWork work = exchange.getVariable("botWork", BotWork.class);
    BotEvent event = work.event();
    String text = text(exchange.getMessage().getBody());
    Message message = exchange.getMessage();
    message.removeHeaders("*");
    message.setBody(text.getBytes(StandardCharsets.UTF_8));
    address(message, event.target(), exchange.getVariable("botPath", "", String.class));
    message.setHeader(Exchange.HTTP_METHOD, HttpMethods.POST);
    message.setHeader("Content-Type", "application/json");
    message.setHeader("User-Agent", "handoff-gateway");
    message.setHeader(HttpClients.DEPARTURE, work.departure().text());
    if (work.traceParent() != null) {
      message.setHeader("traceparent", work.traceParent());
    }
    if (event.target().equals(PlatformTargets.BOT)) {
      sign(message, event.id(), text);
    }
  }

  private void address(Message message, String target, String path) {
    String base = targets.address(target);
    if (base == null) {
      throw new BotCallFailedException(
          "no_address", "no address is set for '" + target + "' any more", null, false);
    }
    String[] parts = base.split("\\?", 2);
    String whole = path.isEmpty() ? parts[0] : parts[0].replaceAll("/+$", "") + path;
    message.setHeader(Exchange.HTTP_URI, whole);
    if (parts.length == 2) {
      message.setHeader(Exchange.HTTP_QUERY, parts[1]);
    }
  }

  private void sign(Message message, String id, String text) {
    long now = clock.instant().getEpochSecond();
    message.setHeader(Webhooks.ID, id);
    message.setHeader(Webhooks.TIMESTAMP, String.valueOf(now));
    WebhookSigner latest = signer.get();
    if (!latest.isEmpty()) {
      message.setHeader(Webhooks.SIGNATURE, latest.sign(id, now, text));
    }
  }

  private String text(Object body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event for a bot platform cannot be written as JSON", e);
    }
  }

  /** The headers of Standard Webhooks. */
  private static final class Webhooks {

    static final String ID = "webhook-id";
    static final String TIMESTAMP = "webhook-timestamp";
    static final String SIGNATURE = "webhook-signature";
  }
}
