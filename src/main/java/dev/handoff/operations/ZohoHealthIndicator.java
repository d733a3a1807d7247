package dev.handoff.operations;

import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.accounts.TokenBroker;
import dev.handoff.zoho.accounts.TokenStatus;
import dev.handoff.zoho.accounts.TokenStatus.Condition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
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

  ZohoHealthIndicator(TokenBroker broker, ZohoSides sides) {
    this.broker = broker;
    this.sides = sides;
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
    List<TokenStatus> dead = in(Condition.DEAD, credentials);
    if (!dead.isEmpty()) {
      return Health.down()
          .withDetail("reason", reason(dead))
          .withDetail("remedy", remedy(dead))
          .build();
    }
    List<String> reasons = new ArrayList<>();
    List<TokenStatus> degraded = in(Condition.DEGRADED, credentials);
    if (!degraded.isEmpty()) {
      reasons.add(reason(degraded));
    }
    sides.troubles().forEach((side, trouble) -> reasons.add(side + " " + trouble));
    Health.Builder up = Health.up().withDetail("degraded", !reasons.isEmpty());
    return reasons.isEmpty()
        ? up.build()
        : up.withDetail("reason", String.join("; ", reasons)).build();
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
