package dev.handoff.webchat;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What pages of other sites may do.
 *
 * @param origins the sites whose pages may read chats with a stream token, such as {@code
 *     https://www.example.com}; {@code *} is any site, none is none but the gateway's own pages
 */
@ConfigurationProperties("handoff.widget")
public record WidgetProperties(@DefaultValue List<String> origins) {

  private static final String ANY = "*";

  public WidgetProperties {
    origins = origins.stream().map(String::strip).filter(origin -> !origin.isEmpty()).toList();
    for (String origin : origins) {
      if (!origin.equals(ANY) && !origin.matches("https?://[^/\\s*?#@]+")) {
        throw new IllegalArgumentException(
            "handoff.widget.origins: "
                + origin
                + " (expected: * or scheme and host such as https://www.example.com, without a path)");
      }
    }
  }
}
