package dev.handoff.setup.doctor;

import dev.handoff.relay.catchup.CatchUpProperties;
import dev.handoff.zoho.desk.DeskProperties;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether Zoho's calls arrive and can be trusted, as far as that shows from this machine: the
 * addresses answer the unsigned look that Zoho takes before it uses them (salesiq.md 5.1 and 7.1,
 * desk.md 10).
 */
final class WebhookCheck implements Check {

  static final String NAME = "webhooks";

  private static final String URL = "HANDOFF_PUBLIC_URL";
  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final List<String> PATHS =
      List.of("/webhook/salesiq", "/webhook/salesiq/events", "/api/zoho/webhook");

  private final CatchUpProperties settings;
  private final DeskProperties desk;
  private final @Nullable String keys;

  /**
   * @param keys SalesIQ's public keys; null or blank when none are set
   */
  WebhookCheck(CatchUpProperties settings, DeskProperties desk, @Nullable String keys) {
    this.settings = settings;
    this.desk = desk;
    this.keys = keys;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> look() throws InterruptedException {
    List<Finding> all = new ArrayList<>(reached());
    all.add(
        keys == null || keys.isBlank()
            ? Finding.warning(
                NAME,
                "SalesIQ's are taken unsigned: who knows the address can speak as a visitor",
                "Secure them at SalesIQ and set ZOHO_SALESIQ_PUBLIC_KEYS.")
            : Finding.ok(NAME, "SalesIQ's must be signed"));
    all.add(
        desk.webhookSecrets().isEmpty() && desk.webhookIds().isEmpty()
            ? Finding.warning(
                NAME,
                "Desk's are all refused, since nothing proves them; agents' replies come late",
                "Set ZOHO_WEBHOOK_SECRET or ZOHO_DESK_WEBHOOK_IDS.")
            : Finding.ok(NAME, "Desk's must prove themselves"));
    return all;
  }

  private List<Finding> reached() throws InterruptedException {
    String base = settings.publicUrl();
    if (base == null) {
      return List.of(
          Finding.warning(
              NAME,
              URL + " is not set, so nobody can see whether Zoho's calls arrive",
              "Set it to the address that Zoho calls, such as https://handoff.example.com."));
    }
    List<Finding> all = new ArrayList<>();
    URI address = URI.create(base);
    if (address.getPort() >= 0 || !"https".equalsIgnoreCase(address.getScheme())) {
      all.add(
          Finding.warning(
              NAME,
              URL + " is not plain https: SalesIQ takes no address with a port",
              "Put a proxy on port 443 before the gateway."));
    }
    for (String path : PATHS) {
      Finding fault = fault(base, path);
      if (fault != null) {
        all.add(fault);
        return all;
      }
    }
    all.add(Finding.ok(NAME, address.getHost() + " answers on all webhook paths, seen from here"));
    return all;
  }

  private @Nullable Finding fault(String base, String path) throws InterruptedException {
    HttpRequest look =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(PATIENCE)
            .method("HEAD", BodyPublishers.noBody())
            .build();
    try {
      HttpResponse<Void> answer =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(look, BodyHandlers.discarding());
      return answer.statusCode() == 200
          ? null
          : Finding.failed(
              NAME,
              "HEAD " + path + " at " + URL + " gives " + answer.statusCode() + " instead of 200",
              "Let the proxy pass " + path + " to the gateway unchanged.");
    } catch (IOException failure) {
      return Finding.warning(
          NAME,
          URL
              + " is not reached from here ("
              + Words.of(failure)
              + "); Zoho may reach it all the"
              + " same",
          "Look from outside: curl -I " + URI.create(base).getHost() + path);
    }
  }
}
