package dev.handoff.zoho.accounts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * What the token endpoint said, decided by the body and never by the status (oauth.md section 5).
 */
sealed interface TokenReply {

  record Granted(String accessToken, Duration lifetime) implements TokenReply {
    @Override
    public String toString() {
      return "Granted[" + lifetime + "]";
    }
  }

  /** Only new credentials help. */
  record Denied(String error) implements TokenReply {}

  /** An error that no sheet names; after three in a row it counts as {@link Denied}. */
  record Strange(String error) implements TokenReply {}

  /** Too many refreshes. */
  record Throttled() implements TokenReply {}

  /** Neither a token nor an error: an outage or the wrong host. */
  record Unclear(String what) implements TokenReply {}

  Duration LONGEST = Duration.ofHours(1);
  long MILLISECONDS_FROM = 86_400;
  Set<String> FINAL =
      Set.of(
          "invalid_code",
          "invalid_grant",
          "invalid_client",
          "invalid_client_secret",
          "invalid_scope",
          "invalid_redirect_uri",
          "unsupported_grant_type",
          "missing_org_info");

  static TokenReply of(ObjectMapper json, int status, String body) {
    JsonNode node;
    try {
      node = json.readTree(body);
    } catch (JsonProcessingException e) {
      return new Unclear("HTTP " + status + " with a page instead of JSON");
    }
    if (node.path("access_token").isTextual() && !node.path("access_token").asText().isBlank()) {
      return new Granted(node.path("access_token").asText(), lifetime(node));
    }
    if (node.hasNonNull("error")) {
      return error(node, status);
    }
    return new Unclear("HTTP " + status + " without a token and without an error");
  }

  private static TokenReply error(JsonNode node, int status) {
    String error = node.path("error").asText().strip();
    String description = node.path("error_description").asText("").toLowerCase(Locale.ROOT);
    if (error.equalsIgnoreCase("Access Denied") || description.contains("too many requests")) {
      return new Throttled();
    }
    if (FINAL.contains(error.toLowerCase(Locale.ROOT))) {
      return new Denied(error);
    }
    return status >= 500 ? new Unclear("HTTP " + status + ": " + error) : new Strange(error);
  }

  /** Older replies gave milliseconds in {@code expires_in} and seconds beside it. */
  private static Duration lifetime(JsonNode node) {
    long seconds = node.path("expires_in_sec").asLong(0);
    if (seconds <= 0) {
      seconds = node.path("expires_in").asLong(LONGEST.toSeconds());
      seconds = seconds > MILLISECONDS_FROM ? seconds / 1000 : seconds;
    }
    Duration told = Duration.ofSeconds(Math.max(1, seconds));
    return told.compareTo(LONGEST) > 0 ? LONGEST : told;
  }
}
