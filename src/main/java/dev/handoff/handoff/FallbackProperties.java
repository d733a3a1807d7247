package dev.handoff.handoff;

import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What becomes of a chat that nobody takes.
 *
 * @param order the ways to try, the best first; a way that is not possible for a visitor is passed
 *     over, and where none is possible a ticket is opened
 */
@ConfigurationProperties("handoff.fallback")
public record FallbackProperties(@DefaultValue({"callback", "ticket"}) List<HandoffKind> order) {

  /** What the setting takes, for whoever wrote something else. */
  public static final String EXPECTED = "callback, ticket or both, separated by a comma";

  private static final Set<HandoffKind> WAYS = Set.of(HandoffKind.CALLBACK, HandoffKind.TICKET);

  public FallbackProperties {
    order = List.copyOf(order);
    if (order.isEmpty() || !WAYS.containsAll(order)) {
      throw new IllegalArgumentException(
          "handoff.fallback.order: " + order + " (expected: " + EXPECTED + ")");
    }
  }
}
