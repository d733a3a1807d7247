package dev.handoff.routing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a message of a site's chat is one for a person, besides the keywords in {@code
 * config/tables/keywords.yaml}.
 *
 * @param confidence the bot is not sure enough below this; a fraction
 * @param longestMessage characters that a message may have
 */
@ConfigurationProperties("handoff.triggers")
public record TriggerProperties(
    @DefaultValue("0.6") double confidence, @DefaultValue("20000") int longestMessage) {

  public TriggerProperties {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException(
          "handoff.triggers.confidence: " + confidence + " (expected: 0 to 1)");
    }
    if (longestMessage < 1 || longestMessage > 100_000) {
      throw new IllegalArgumentException(
          "handoff.triggers.longest-message: " + longestMessage + " (expected: 1 to 100000)");
    }
  }
}
