package dev.handoff.traces;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where traces go; nowhere by default.
 *
 * @param endpoint address of a receiver of OpenTelemetry (OTLP over HTTP); {@code /v1/traces} is
 *     added where it is not there
 * @param headers sent along, such as {@code api-key=abc,x-team=support}
 * @param ratio of the traces that begin here, how many are kept: 0 to 1. A caller that sends a
 *     {@code traceparent} has decided already, and is followed
 * @param service under which name they are found
 */
@ConfigurationProperties("handoff.traces")
public record TracesProperties(
    @Nullable String endpoint,
    @Nullable String headers,
    @DefaultValue("1") double ratio,
    @DefaultValue("handoff-gateway") String service) {

  private static final String PATH = "/v1/traces";

  public TracesProperties {
    endpoint = endpoint == null || endpoint.isBlank() ? null : address(endpoint.strip());
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException("HANDOFF_TRACES_RATIO: " + ratio + " (expected: 0 to 1)");
    }
    service = service.isBlank() ? "handoff-gateway" : service.strip();
    headers(headers);
  }

  private static String address(String url) {
    if (!url.matches("(?i)https?://[^/\\s]+\\S*")) {
      throw new IllegalArgumentException(
          "HANDOFF_TRACES_ENDPOINT: " + url + " (expected: http:// or https:// and a host)");
    }
    String plain = url.replaceAll("/+$", "");
    return plain.endsWith(PATH) ? plain : plain + PATH;
  }

  Map<String, String> headerMap() {
    return headers(headers);
  }

  /** Tells the place of what cannot be read and never the text, in which a key may stand. */
  private static Map<String, String> headers(@Nullable String text) {
    Map<String, String> read = new LinkedHashMap<>();
    if (text == null || text.isBlank()) {
      return read;
    }
    String[] parts = text.split(",");
    for (int i = 0; i < parts.length; i++) {
      String[] pair = parts[i].strip().split("=", 2);
      if (pair.length < 2 || !pair[0].strip().matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
        throw new IllegalArgumentException(
            "HANDOFF_TRACES_HEADERS: part "
                + (i + 1)
                + " is no header (expected: name=value, separated by commas)");
      }
      read.put(pair[0].strip(), pair[1].strip());
    }
    return read;
  }

  @Override
  public String toString() {
    return "TracesProperties[" + endpoint + ", ratio " + ratio + "]";
  }
}
