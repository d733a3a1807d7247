package dev.handoff.operations;

import dev.handoff.handoff.ConversationKey;
import dev.handoff.handoff.HandoffTally;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedResource;

/** Handoffs as JMX shows them; public because JMX calls it from outside. */
@ManagedResource(description = "Handoffs in the database, those of all nodes together")
public final class HandoffsBean {

  private final HandoffTally tally;
  private final Clock clock;

  HandoffsBean(HandoffTally tally, Clock clock) {
    this.tally = tally;
    this.clock = clock;
  }

  @ManagedAttribute(description = "How many handoffs are in each state; counts all that are kept")
  public Map<String, Long> getCounts() {
    Map<String, Long> counts = new TreeMap<>();
    tally
        .byState(ConversationKey.DEFAULT_TENANT)
        .forEach((state, many) -> counts.put(state.wireName(), many));
    return counts;
  }

  @ManagedAttribute(description = "Handoffs not yet delivered, parked or discarded")
  public long getBacklog() {
    return backlog().open();
  }

  @ManagedAttribute(description = "Seconds since the oldest open handoff was accepted; 0 if none")
  public long getOldestOpenAgeSeconds() {
    Instant oldest = backlog().oldest();
    return oldest == null ? 0 : Math.max(0, Duration.between(oldest, clock.instant()).toSeconds());
  }

  @ManagedAttribute(description = "Open handoffs that failed and come again")
  public long getRetrying() {
    return tally.waiting(ConversationKey.DEFAULT_TENANT).retrying();
  }

  private HandoffTally.Backlog backlog() {
    return tally.backlog(ConversationKey.DEFAULT_TENANT);
  }
}
