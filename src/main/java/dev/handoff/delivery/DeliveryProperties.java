package dev.handoff.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this node works off its share.
 *
 * @param threads conversations served at the same time; how many of them may call Zoho is limited
 *     for each of its hosts
 * @param polling how often the database is asked for due work that this node did not schedule
 * @param takeOver how long the work of a node that died may lie before another node has taken it; a
 *     node that lives keeps its work however slow Zoho is
 * @param departure how long after it was written down a create may still leave for Zoho; later it
 *     is not sent, because another node may have begun to look for it
 * @param finish how long a stopping node may finish what it has in hand before that is interrupted
 *     and handed back; after half of it no further step is begun
 * @param callDuration length of a scheduled callback
 * @param indexLag how long a call waits for a contact that Desk has but does not find yet
 * @param learnContacts whether the contact that was found or made for a caller's own contact id is
 *     mapped to that id; only where callers can be trusted with whose e-mail address belongs to
 *     which id, since later cases of the id go to that contact
 * @param channel Desk's label for where a ticket came from
 * @param restoredAt when the database was put back from a backup: what was accepted earlier is
 *     looked for at Zoho before it is created, since the backup may not know of it; null without a
 *     restored backup
 */
@ConfigurationProperties("handoff.delivery")
public record DeliveryProperties(
    @DefaultValue("10") int threads,
    @DefaultValue("1s") Duration polling,
    @DefaultValue("30s") Duration takeOver,
    @DefaultValue("5s") Duration departure,
    @DefaultValue("10s") Duration finish,
    @DefaultValue("15m") Duration callDuration,
    @DefaultValue("10s") Duration indexLag,
    @DefaultValue("false") boolean learnContacts,
    @DefaultValue("Chat") String channel,
    @Nullable Instant restoredAt) {

  /** A node is dead after so many missed heartbeats. */
  static final int MISSED_HEARTBEATS = 4;

  /**
   * The dead are looked for at every second heartbeat (db-scheduler 16, {@code Scheduler}). So work
   * is found at most six heartbeats after the last one; the rest is for starting it.
   */
  private static final int HEARTBEATS_UNTIL_TAKEN = 8;

  private static final Duration SHORTEST_TAKE_OVER = Duration.ofSeconds(1);

  private static final Duration LONGEST = Duration.ofDays(1);

  public DeliveryProperties {
    require(
        threads >= 1 && threads <= 1000,
        "handoff.delivery.threads: " + threads + " (expected: 1 to 1000)");
    positive("polling", polling);
    positive("call-duration", callDuration);
    notNegative("finish", finish);
    notNegative("index-lag", indexLag);
    require(
        takeOver.compareTo(SHORTEST_TAKE_OVER) >= 0,
        "handoff.delivery.take-over: " + takeOver + " (expected: 1s or more)");
    positive("take-over", takeOver);
    require(
        !departure.isNegative() && !departure.isZero(),
        "handoff.delivery.departure: " + departure + " (expected: > 0)");
  }

  private static void positive(String name, Duration value) {
    require(
        !value.isZero() && !value.isNegative() && value.compareTo(LONGEST) <= 0,
        "handoff.delivery." + name + ": " + value + " (expected: > 0, at most 1d)");
  }

  private static void notNegative(String name, Duration value) {
    require(
        !value.isNegative() && value.compareTo(LONGEST) <= 0,
        "handoff.delivery." + name + ": " + value + " (expected: 0s to 1d)");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /**
   * Whether Zoho may know more of what was accepted at that time than the restored journal does.
   */
  boolean isOlderThanRestore(Instant acceptedAt) {
    return restoredAt != null && acceptedAt.isBefore(restoredAt);
  }

  /** How often a node says that it still works on what it has in hand. */
  Duration heartbeat() {
    return takeOver.dividedBy(HEARTBEATS_UNTIL_TAKEN);
  }

  /** The age of the last heartbeat at which work counts as abandoned. */
  Duration abandonedAfter() {
    return heartbeat().multipliedBy(MISSED_HEARTBEATS);
  }
}
