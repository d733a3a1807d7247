package dev.handoff.operations;

import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.accounts.TokenBroker;
import dev.handoff.zoho.accounts.TokenStatus;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.jmx.export.annotation.ManagedAttribute;
import org.springframework.jmx.export.annotation.ManagedResource;

/** One Zoho credential as JMX shows it, without its tokens; public as JMX calls it from outside. */
@ManagedResource(description = "One of the two Zoho credentials, shared by all nodes")
public final class ZohoTokensBean {

  private final TokenBroker broker;
  private final CredentialName credential;

  ZohoTokensBean(TokenBroker broker, CredentialName credential) {
    this.broker = broker;
    this.credential = credential;
  }

  @ManagedAttribute(description = "The credential that really serves: without its own, ordinary")
  public String getServedBy() {
    return status().credential().wireName();
  }

  @ManagedAttribute(description = "well, degraded (may pass by itself) or dead (re-authorise)")
  public String getCondition() {
    return status().condition().name().toLowerCase(Locale.ROOT);
  }

  @ManagedAttribute(description = "Grows with every refresh")
  public long getGeneration() {
    return status().generation();
  }

  @ManagedAttribute(description = "End of the current access token; empty when there is none")
  public @Nullable String getExpiresAt() {
    Instant end = status().expiresAt();
    return end == null ? null : end.toString();
  }

  @ManagedAttribute(description = "What is wrong; empty when nothing is")
  public @Nullable String getProblem() {
    return status().problem();
  }

  @ManagedAttribute(description = "What a person can do about the problem")
  public @Nullable String getRemedy() {
    return status().remedy();
  }

  @ManagedAttribute(description = "Refreshes tried within the last ten minutes, by all nodes")
  public int getRefreshes() {
    return status().refreshes();
  }

  @ManagedAttribute(description = "Refreshes that all nodes together may try within ten minutes")
  public int getRefreshBudget() {
    return status().budget();
  }

  private TokenStatus status() {
    return broker.status(credential);
  }
}
