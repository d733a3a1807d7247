package dev.handoff.zoho.limits;

import dev.handoff.handoff.HandoffId;
import dev.handoff.zoho.ZohoAnswer;
import dev.handoff.zoho.ZohoHost;
import dev.handoff.zoho.ZohoReply;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Stands before every call of this node to Desk and SalesIQ. Never blocks longer than {@code
 * handoff.zoho.limits.patience}; who may not call gets a {@link dev.handoff.zoho.ZohoNotAsked} and
 * waits in the database. Thread-safe. Knows this node only.
 */
@Component
public final class ZohoLimits {

  private final Map<ZohoHost, Gate> gates = new EnumMap<>(ZohoHost.class);
  private final DeskCredits credits;

  public ZohoLimits(LimitsProperties limits, Clock clock) {
    credits = new DeskCredits(limits, clock);
    for (ZohoHost host : ZohoHost.values()) {
      gates.put(host, new Gate(host, limits, host == ZohoHost.DESK ? credits : null, clock));
    }
  }

  /**
   * Lets a call through, or not.
   *
   * @param asker the handoff for which it is made; null when it is made for none
   * @throws dev.handoff.zoho.ZohoNotAsked when it must not be made now; says when to come again
   */
  public void enter(ZohoHost host, @Nullable HandoffId asker) {
    gate(host).enter(asker);
  }

  /** Reads what the headers of an answer tell about credits. Never throws. */
  public void note(ZohoHost host, ZohoReply reply) {
    if (host == ZohoHost.DESK) {
      credits.note(reply);
    }
  }

  /** The call that was let through has ended; must be told, once, whatever the end. */
  public void left(ZohoHost host, @Nullable HandoffId asker, ZohoAnswer answer, Duration took) {
    gate(host).left(asker, answer, took);
  }

  /** How this node stands with each host. */
  public List<HostStatus> status() {
    return Arrays.stream(ZohoHost.values()).map(this::status).toList();
  }

  public HostStatus status(ZohoHost host) {
    return gate(host).status();
  }

  /** Forgets all that makes calls wait: the next one goes out at once. */
  public void reset(ZohoHost host) {
    gate(host).reset();
  }

  private Gate gate(ZohoHost host) {
    return Objects.requireNonNull(gates.get(host));
  }
}
