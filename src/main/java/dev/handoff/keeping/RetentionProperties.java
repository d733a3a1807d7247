package dev.handoff.keeping;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long things are kept; 0 keeps for ever. Nothing goes that is not settled.
 *
 * @param every how often a node looks for what is old enough; 0 switches all of it off
 * @param batch how many of a kind go in one go
 * @param pause between two goes, while there is more
 * @param handoffs delivered or discarded ones with their steps, since they were settled
 * @param messages what was said, since it was kept
 * @param talks conversations without a handoff, since their last sign
 * @param dialogues what the Zobot remembers of a conversation, since its last sign
 * @param silentChats conversations with people in which nothing was said and nobody came or went;
 *     then they count as ended, and what is old of them goes
 * @param inboundEvents names of what was heard, by which the same is heard once
 * @param idempotencyKeys keys of callers with their first answers
 * @param botEvents events that a bot platform took, or that were given up
 * @param hitlUsers persons of whom a bot platform told
 * @param phoneContacts which Desk contact belongs to which phone number, known by a keyed hash
 * @param audit who did what
 */
@ConfigurationProperties("handoff.retention")
public record RetentionProperties(
    @DefaultValue("1h") Duration every,
    @DefaultValue("100") int batch,
    @DefaultValue("1s") Duration pause,
    @DefaultValue("400d") Duration handoffs,
    @DefaultValue("180d") Duration messages,
    @DefaultValue("90d") Duration talks,
    @DefaultValue("30d") Duration dialogues,
    @DefaultValue("400d") Duration silentChats,
    @DefaultValue("90d") Duration inboundEvents,
    @DefaultValue("7d") Duration idempotencyKeys,
    @DefaultValue("30d") Duration botEvents,
    @DefaultValue("400d") Duration hitlUsers,
    @DefaultValue("400d") Duration phoneContacts,
    @DefaultValue("1100d") Duration audit) {

  private static final String NAME = "handoff.retention.";
  private static final Duration DAY = Duration.ofDays(1);

  public RetentionProperties {
    require(!every.isNegative(), "every", every, "0s or more");
    require(batch >= 1 && batch <= 10_000, "batch", batch, "1 to 10000");
    require(!pause.isNegative(), "pause", pause, "0s or more");
    requireTime("handoffs", handoffs, 1);
    requireTime("messages", messages, 1);
    requireTime("talks", talks, 1);
    requireTime("dialogues", dialogues, 1);
    requireTime("silent-chats", silentChats, 30);
    requireTime("inbound-events", inboundEvents, 2);
    requireTime("idempotency-keys", idempotencyKeys, 1);
    requireTime("bot-events", botEvents, 1);
    requireTime("hitl-users", hitlUsers, 1);
    requireTime("phone-contacts", phoneContacts, 1);
    requireTime("audit", audit, 1);
  }

  /**
   * Callers are promised 24 hours of idempotency, SalesIQ and Desk repeat what failed, and people
   * may take a while to answer.
   */
  private static void requireTime(String name, Duration value, int days) {
    require(
        value.isZero() || value.compareTo(DAY.multipliedBy(days)) >= 0,
        name,
        value,
        days + "d or more, or 0 to keep for ever");
  }

  private static void require(boolean holds, String name, Object value, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(
          NAME + name + ": " + value + " (expected: " + expected + ")");
    }
  }

  /** Whether anything is ever removed. */
  boolean isOn() {
    return !every.isZero();
  }
}
