package dev.handoff.relay.catchup;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the gateway catches up with what it was not told.
 *
 * @param every how often, and how long a conversation is left alone after a look; 0 switches it off
 * @param ticketsEvery how long a ticket is left alone after a look, instead: reading one costs
 *     about seven of Desk's credits (desk.md 4)
 * @param batch how many conversations are read at Zoho in one go
 * @param pause between two goes, while there are more
 * @param freshFor where nothing has happened for so long, looks are rare
 * @param rarely how long such a conversation is left alone after a look
 * @param overlap by how much each look reaches back behind what was read before
 * @param publicUrl the gateway's address as SalesIQ knows it; its webhooks are found by it
 * @param webhooks ids of webhooks of SalesIQ whose failed calls are asked for again, besides
 * @param webhooksPath where SalesIQ lists webhooks
 */
@ConfigurationProperties("handoff.catch-up")
public record CatchUpProperties(
    @DefaultValue("5m") Duration every,
    @DefaultValue("30m") Duration ticketsEvery,
    @DefaultValue("20") int batch,
    @DefaultValue("1s") Duration pause,
    @DefaultValue("24h") Duration freshFor,
    @DefaultValue("6h") Duration rarely,
    @DefaultValue("2m") Duration overlap,
    @Nullable String publicUrl,
    @DefaultValue List<String> webhooks,
    @DefaultValue("/webhooks") String webhooksPath) {

  private static final String NAME = "handoff.catch-up.";

  public CatchUpProperties {
    require(!every.isNegative(), "every", every, "0s or more");
    require(!ticketsEvery.isNegative(), "tickets-every", ticketsEvery, "0s or more");
    require(batch >= 1, "batch", batch, "1 or more");
    require(!pause.isNegative(), "pause", pause, "0s or more");
    require(!freshFor.isNegative(), "fresh-for", freshFor, "0s or more");
    require(!rarely.isNegative(), "rarely", rarely, "0s or more");
    require(!overlap.isNegative(), "overlap", overlap, "0s or more");
    require(webhooksPath.startsWith("/"), "webhooks-path", webhooksPath, "a path after a slash");
    publicUrl = publicUrl == null || publicUrl.isBlank() ? null : address(publicUrl);
    webhooks = webhooks.stream().map(String::strip).filter(id -> !id.isEmpty()).toList();
  }

  /** Without the slash at its end. */
  private static String address(String url) {
    String plain = url.strip().replaceAll("/+$", "");
    if (!plain.matches("(?i)https?://[^/\\s]+.*")) {
      throw new IllegalArgumentException(
          "HANDOFF_PUBLIC_URL: " + plain + " (expected: an address that begins with https://)");
    }
    return plain;
  }

  private static void require(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          NAME + name + ": " + value + " (expected: " + expected + ")");
    }
  }

  /** Whether there is any catching up. */
  boolean isOn() {
    return !every.isZero();
  }
}
