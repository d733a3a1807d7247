package dev.handoff.handoff;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The way between visitor and person.
 *
 * @param assignment how long a chat waits in SalesIQ for somebody to take it, before the visitor
 *     gets a callback or a ticket instead
 */
@ConfigurationProperties("handoff.relay")
public record RelayProperties(@DefaultValue("120s") Duration assignment) {

  public RelayProperties {
    if (assignment.isNegative() || assignment.isZero()) {
      throw new IllegalArgumentException(
          "handoff.relay.assignment: " + assignment + " (expected: more than 0s)");
    }
  }
}
