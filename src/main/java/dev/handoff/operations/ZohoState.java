package dev.handoff.operations;

import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.accounts.TokenBroker;
import dev.handoff.zoho.accounts.TokenStatus;
import dev.handoff.zoho.limits.HostStatus;
import dev.handoff.zoho.limits.ZohoLimits;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How the gateway stands with Zoho: credentials for all nodes, hosts as this node sees them. */
@Component
final class ZohoState {

  private final TokenBroker broker;
  private final ZohoLimits limits;
  private final ZohoSides sides;

  ZohoState(TokenBroker broker, ZohoLimits limits, ZohoSides sides) {
    this.broker = broker;
    this.limits = limits;
    this.sides = sides;
  }

  Map<String, Object> view() {
    return Overview.fields(
        "credentials",
        Arrays.stream(CredentialName.values()).map(this::credential).toList(),
        "hosts",
        limits.status().stream().map(ZohoState::host).toList(),
        "troubles",
        sides.troubles());
  }

  private Map<String, Object> credential(CredentialName name) {
    TokenStatus status = broker.status(name);
    return Overview.fields(
        "name",
        name.wireName(),
        "servedBy",
        broker.serving(name).wireName(),
        "condition",
        status.condition().name().toLowerCase(Locale.ROOT),
        "refreshes",
        status.generation(),
        "expiresAt",
        text(status.expiresAt()),
        "problem",
        status.problem(),
        "remedy",
        status.remedy());
  }

  private static Map<String, Object> host(HostStatus host) {
    return Overview.fields(
        "host",
        host.host().wireName(),
        "circuit",
        host.circuit(),
        "since",
        text(host.circuitSince()),
        "until",
        text(host.circuitUntil()),
        "why",
        host.circuitWhy(),
        "parallel",
        host.parallel(),
        "allowed",
        host.allowed(),
        "most",
        host.most(),
        "heldUntil",
        text(host.heldUntil()),
        "heldWhy",
        host.heldWhy(),
        "creditsLeft",
        host.creditsLeft(),
        "creditsSpent",
        host.creditsSpent(),
        "troubles",
        host.troubles());
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}
