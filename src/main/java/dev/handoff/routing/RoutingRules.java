package dev.handoff.routing;

import dev.handoff.handoff.Channel;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What counts when a way to a person is chosen.
 *
 * @param liveChannels channels on which an operator can talk back to the visitor
 * @param chatHours whether a chat is offered and chosen within business hours only
 * @param callbackHours whether a callback must fall within business hours
 * @param nobodyFree how long it counts that SalesIQ could not forward a chat because nobody was
 *     there or free; zero, and it counts for that visitor only
 */
@ConfigurationProperties("handoff.routing")
public record RoutingRules(
    @DefaultValue({"salesiq", "hitl", "web", "api"}) Set<Channel> liveChannels,
    @DefaultValue("true") boolean chatHours,
    @DefaultValue("true") boolean callbackHours,
    @DefaultValue("60s") Duration nobodyFree) {

  private static final Duration LONGEST = Duration.ofHours(1);

  public RoutingRules {
    if (nobodyFree.isNegative() || nobodyFree.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "handoff.routing.nobody-free: " + nobodyFree + " (expected: 0s to 1h)");
    }
  }
}
