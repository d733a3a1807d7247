package dev.handoff.sandbox;

import java.time.Instant;
import java.util.Map;

/**
 * One request that the simulated Zoho received, and how it was answered.
 *
 * @param path the path within its side, such as {@code /tickets} or {@code /oauth/v2/token}
 * @param query the query as sent; empty when there was none
 * @param headers by name, in any case
 * @param status the status the client was sent; 0 when it got no answer
 */
public record LoggedRequest(
    Instant at,
    Side side,
    String method,
    String path,
    String query,
    Map<String, String> headers,
    String body,
    int status) {

  /** Tells what was asked without secrets: no header, query or body. */
  @Override
  public String toString() {
    return method + " " + side + path + " -> " + status;
  }
}
