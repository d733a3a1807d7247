package dev.handoff.operations;

import dev.handoff.handoff.Audit;
import dev.handoff.zoho.ZohoHost;
import dev.handoff.zoho.limits.HostStatus;
import dev.handoff.zoho.limits.ZohoLimits;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedOperation;
import org.springframework.jmx.export.annotation.ManagedResource;

/** How this node stands with one host of Zoho; public because JMX calls it from outside. */
@ManagedResource(description = "One host of Zoho, as this node sees it")
public final class ZohoSideBean {

  private final ZohoLimits limits;
  private final ZohoHost host;
  private final Audit audit;

  ZohoSideBean(ZohoLimits limits, ZohoHost host, Audit audit) {
    this.limits = limits;
    this.host = host;
    this.audit = audit;
  }

  @ManagedAttribute(description = "closed: calls go through; open: none; half_open: a few try")
  public String getCircuit() {
    return status().circuit();
  }

  @ManagedAttribute(description = "Since when the host fails, or since when it is well")
  public String getCircuitSince() {
    return status().circuitSince().toString();
  }

  @ManagedAttribute(description = "What makes handoffs wait or go slower; empty when all is well")
  public List<String> getTroubles() {
    return status().troubles();
  }

  @ManagedAttribute(description = "Calls under way")
  public int getParallel() {
    return status().parallel();
  }

  @ManagedAttribute(description = "Calls that may be under way now")
  public int getParallelAllowed() {
    return status().allowed();
  }

  @ManagedAttribute(description = "End of the pause that Zoho asked for; empty when there is none")
  public @Nullable String getHeldUntil() {
    Instant until = status().heldUntil();
    return until == null ? null : until.toString();
  }

  @ManagedAttribute(description = "Desk's credits left today; empty when Desk has not told")
  public @Nullable Long getCreditsLeft() {
    return status().creditsLeft();
  }

  @ManagedAttribute(description = "Desk's credits that this node's calls have cost")
  public long getCreditsSpent() {
    return status().creditsSpent();
  }

  @ManagedOperation(
      description =
          "Forget pauses, open circuit and cut parallelism: the next call goes out."
              + " Handoffs that wait come at their own time")
  public void callAgain() {
    limits.reset(host);
    audit.note(DeadLetterActs.TENANT, DeadLetterActs.who(), "call-again", host.wireName(), null);
  }

  private HostStatus status() {
    return limits.status(host);
  }
}
