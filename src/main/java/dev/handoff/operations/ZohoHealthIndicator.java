package dev.handoff.operations;

import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.accounts.StoredSecrets;
import dev.handoff.zoho.accounts.TokenBroker;
import dev.handoff.zoho.accounts.TokenStatus;
import dev.handoff.zoho.accounts.TokenStatus.Condition;
import dev.handoff.zoho.limits.HostStatus;
import dev.handoff.zoho.limits.ZohoLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Whether handoffs can go to Zoho. DOWN only when a person has to act: a credential is missing or
 * dead. A Zoho that merely fails is UP and degraded, because handoffs wait and go on by themselves.
 * Never calls Zoho.
 */
@Component
final class ZohoHealthIndicator implements HealthIndicator {

  private final TokenBroker broker;
  private final ZohoSides sides;
  private final ZohoLimits limits;
  private final ZohoPlaces places;
  private final StoredSecrets secrets;

  ZohoHealthIndicator(
      TokenBroker broker,
      ZohoSides sides,
      ZohoLimits limits,
      ZohoPlaces places,
      StoredSecrets secrets) {
    this.places = places;
    this.secrets = secrets;
    this.broker = broker;
    this.sides = sides;
    this.limits = limits;
  }

  @Override
  public Health health() {
    try {
      return health(serving());
    } catch (DataAccessException e) {
      return Health.unknown().withDetail("reason", "the database does not answer").build();
    }
  }

  private List<TokenStatus> serving() {
    return Arrays.stream(CredentialName.values())
        .filter(name -> broker.serving(name) == name)
        .map(broker::status)
        .toList();
  }

  private Health health(List<TokenStatus> credentials) {
    List<String> unreadable = secrets.standing().unreadable();
    if (!unreadable.isEmpty()) {
      return Health.down()
          .withDetail("reason", StoredSecrets.reason(unreadable))
          .withDetail("remedy", StoredSecrets.REMEDY)
          .withDetail("sides", eachSide())
          .build();
    }
    List<String> missing = places.now().missing();
    if (!missing.isEmpty()) {
      return Health.down()
          .withDetail("reason", "Zoho is not set up yet: " + String.join(", ", missing))
          .withDetail("remedy", "Finish the set-up at /setup.")
          .withDetail("sides", eachSide())
          .build();
    }
    List<TokenStatus> dead = in(Condition.DEAD, credentials);
    if (!dead.isEmpty()) {
      return Health.down()
          .withDetail("reason", reason(dead))
          .withDetail("remedy", remedy(dead))
          .withDetail("sides", eachSide())
          .build();
    }
    List<String> reasons = new ArrayList<>();
    List<TokenStatus> degraded = in(Condition.DEGRADED, credentials);
    if (!degraded.isEmpty()) {
      reasons.add(reason(degraded));
    }
    sides.troubles().forEach((side, trouble) -> reasons.add(side + " " + trouble));
    limits
        .status()
        .forEach(
            side ->
                side.troubles()
                    .forEach(trouble -> reasons.add(side.host().wireName() + " " + trouble)));
    Health.Builder up = Health.up().withDetail("degraded", !reasons.isEmpty());
    if (!reasons.isEmpty()) {
      up.withDetail("reason", String.join("; ", reasons));
    }
    return up.withDetail("sides", eachSide()).build();
  }

  private Map<String, Object> eachSide() {
    Map<String, Object> named = new LinkedHashMap<>();
    limits.status().forEach(side -> named.put(side.host().wireName(), details(side)));
    return named;
  }

  private static Map<String, Object> details(HostStatus side) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("degraded", !side.troubles().isEmpty());
    details.put("circuit", side.circuit());
    details.put("since", side.circuitSince());
    put(details, "until", side.circuitUntil());
    put(details, "why", side.circuitWhy());
    details.put("parallel", side.parallel());
    details.put("allowed", side.allowed());
    put(details, "heldUntil", side.heldUntil());
    put(details, "heldWhy", side.heldWhy());
    put(details, "creditsLeft", side.creditsLeft());
    return details;
  }

  private static void put(Map<String, Object> details, String name, @Nullable Object value) {
    if (value != null) {
      details.put(name, value);
    }
  }

  private static List<TokenStatus> in(Condition condition, List<TokenStatus> credentials) {
    return credentials.stream().filter(status -> status.condition() == condition).toList();
  }

  private static String reason(List<TokenStatus> credentials) {
    return credentials.stream()
        .map(status -> status.problem() + " (" + status.credential().wireName() + " credential)")
        .collect(Collectors.joining("; "));
  }

  private static String remedy(List<TokenStatus> credentials) {
    return credentials.stream()
        .map(TokenStatus::remedy)
        .filter(Objects::nonNull)
        .distinct()
        .collect(Collectors.joining(" "));
  }
}
