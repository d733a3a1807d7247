package dev.handoff.setup.doctor;

import dev.handoff.relay.BotEventsProperties;
import dev.handoff.relay.WebhookSigner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * Sends the bot one signed event of the type {@code handoff.test}, which belongs to no
 * conversation; only when a person asks for it. A bot ignores types that it does not know
 * (docs/bot-events.md).
 */
final class TestEvent implements Check {

  static final String NAME = "bot test event";

  private final BotEventsProperties settings;
  private final InstantSource clock;

  TestEvent(BotEventsProperties settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> needs() {
    return List.of(BotCallbackCheck.CALLBACK);
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    String url = settings.callbackUrl();
    if (url == null) {
      return List.of(Finding.notChecked(NAME, "BOT_CALLBACK_URL is not set"));
    }
    try {
      HttpResponse<Void> answer =
          HttpClient.newHttpClient().send(request(url), BodyHandlers.discarding());
      int status = answer.statusCode();
      return List.of(
          status / 100 == 2
              ? Finding.ok(NAME, "was taken with status " + status)
              : Finding.failed(
                  NAME,
                  "was answered with status " + status + " instead of 2xx",
                  status == 401 || status == 403
                      ? "Give the bot the secret of BOT_CALLBACK_SECRET."
                      : "Mend the bot, or correct BOT_CALLBACK_URL."));
    } catch (IOException failure) {
      return List.of(
          Finding.failed(
              NAME, "was not taken: " + Words.of(failure), "Mend the bot, then look again."));
    }
  }

  private HttpRequest request(String url) {
    Instant now = clock.instant();
    String id = "doctor-" + UUID.randomUUID();
    String body =
        "{\"type\":\"handoff.test\",\"timestamp\":\"%s\",\"data\":{}}"
            .formatted(now.truncatedTo(ChronoUnit.SECONDS));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(limit().minusSeconds(1))
            .header("Content-Type", "application/json")
            .header("User-Agent", "handoff-gateway")
            .header("webhook-id", id)
            .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
            .POST(BodyPublishers.ofString(body));
    WebhookSigner signer = WebhookSigner.withSecrets(settings.callbackSecret());
    if (!signer.isEmpty()) {
      request.header("webhook-signature", signer.sign(id, now.getEpochSecond(), body));
    }
    return request.build();
  }
}
