package dev.handoff.zoho;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came back over HTTP, not yet understood.
 *
 * @param headers by lower-case name
 */
public record ZohoReply(int status, Map<String, String> headers, String body) {

  public @Nullable String header(String lowerCaseName) {
    return headers.get(lowerCaseName);
  }
}
