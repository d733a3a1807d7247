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
 * @param zobotTimeout the same for the bot in SalesIQ, whose visitor must be answered within four
 *     seconds; 3s at most
 * @param pause how long a service that fails again and again is not asked; zero, and it always is
 */
@ConfigurationProperties("handoff.answer-service")
public record AnswerServiceProperties(
    @Nullable String url,
    @DefaultValue("5s") Duration timeout,
    @DefaultValue("2s") Duration zobotTimeout,
    @DefaultValue("15s") Duration pause) {

  private static final Duration LEAST = Duration.ofMillis(100);
  private static final Duration ZOBOT_LONGEST = Duration.ofSeconds(3);

  public AnswerServiceProperties {
    require(timeout.compareTo(LEAST) >= 0, "timeout", timeout, "100ms or more");
    require(
        zobotTimeout.compareTo(LEAST) >= 0 && zobotTimeout.compareTo(ZOBOT_LONGEST) <= 0,
        "zobot-timeout",
        zobotTimeout,
        "100ms to 3s");
    require(!pause.isNegative(), "pause", pause, "0s or more");
    if (url != null && !url.isBlank() && !isHttp(url.strip())) {
      throw new IllegalArgumentException(
          "HANDOFF_ANSWER_SERVICE_URL: " + url + " (expected: an http or https address)");
    }
    url = url == null || url.isBlank() ? null : url.strip();
  }

  private static void require(boolean holds, String name, Duration value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          "handoff.answer-service." + name + ": " + value + " (expected: " + expected + ")");
    }
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
