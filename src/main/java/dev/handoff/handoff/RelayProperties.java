package dev.handoff.handoff;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The way between visitor and person.
 *
 * @param assignment how long a chat waits in SalesIQ for somebody to take it, before the visitor
 *     gets a callback or a ticket instead
 * @param unknownKept how long an event waits whose conversation nobody knows: it may have overtaken
 *     the answer that tells its id
 * @param unknownMost how many such events are kept at the same time; more are dropped
 */
@ConfigurationProperties("handoff.relay")
public record RelayProperties(
    @DefaultValue("120s") Duration assignment,
    @DefaultValue("10m") Duration unknownKept,
    @DefaultValue("10000") int unknownMost) {

  public RelayProperties {
    if (assignment.isNegative() || assignment.isZero()) {
      throw new IllegalArgumentException(
          "handoff.relay.assignment: " + assignment + " (expected: more than 0s)");
    }
    if (unknownKept.isNegative()) {
      throw new IllegalArgumentException(
          "handoff.relay.unknown-kept: " + unknownKept + " (expected: 0s or more)");
    }
    if (unknownMost < 0) {
      throw new IllegalArgumentException(
          "handoff.relay.unknown-most: " + unknownMost + " (expected: 0 or more)");
    }
  }
}
