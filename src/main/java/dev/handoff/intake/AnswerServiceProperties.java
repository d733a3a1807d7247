package dev.handoff.intake;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The site's own answer service (contract section 4.6).
 *
 * @param url where questions are posted to; none when left out
 * @param timeout how long an answer may take as a whole; without one, the visitor gets the menu
 */
@ConfigurationProperties("handoff.answer-service")
public record AnswerServiceProperties(@Nullable String url, @DefaultValue("5s") Duration timeout) {

  private static final Duration LEAST = Duration.ofMillis(100);

  public AnswerServiceProperties {
    if (timeout.compareTo(LEAST) < 0) {
      throw new IllegalArgumentException(
          "handoff.answer-service.timeout: " + timeout + " (expected: 100ms or more)");
    }
    if (url != null && !url.isBlank() && !isHttp(url.strip())) {
      throw new IllegalArgumentException(
          "HANDOFF_ANSWER_SERVICE_URL: " + url + " (expected: an http or https address)");
    }
    url = url == null || url.isBlank() ? null : url.strip();
  }

  private static boolean isHttp(String url) {
    try {
      URI parsed = URI.create(url);
      return parsed.getHost() != null && String.valueOf(parsed.getScheme()).matches("https?");
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }
}
