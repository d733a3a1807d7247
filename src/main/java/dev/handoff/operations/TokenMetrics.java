package dev.handoff.operations;

import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.accounts.TokenBroker;
import dev.handoff.zoho.accounts.TokenStatus;
import dev.handoff.zoho.accounts.TokenStatus.Condition;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** How the Zoho credentials stand, for all nodes; asks the database at most every few seconds. */
@Component
final class TokenMetrics {

  private static final Duration KEPT = Duration.ofSeconds(5);

  private final TokenBroker broker;
  private final Clock clock;
  private final Map<CredentialName, TokenStatus> read = new EnumMap<>(CredentialName.class);
  private Instant readAgainAt = Instant.MIN;

  TokenMetrics(MeterRegistry meters, TokenBroker broker, Clock clock) {
    this.broker = broker;
    this.clock = clock;
    for (CredentialName name : CredentialName.values()) {
      Arrays.stream(Condition.values()).forEach(condition -> condition(meters, name, condition));
      gauge(
          meters,
          name,
          "handoff.zoho.token.refreshes",
          "Refreshes tried within the last ten minutes, by all nodes together",
          TokenStatus::refreshes);
      gauge(
          meters,
          name,
          "handoff.zoho.token.budget",
          "Refreshes that all nodes together may try within ten minutes",
          TokenStatus::budget);
    }
  }

  private void condition(MeterRegistry meters, CredentialName name, Condition condition) {
    Gauge.builder(
            "handoff.zoho.token",
            this,
            all -> all.number(name, status -> status.condition() == condition ? 1 : 0))
        .description("1 for the condition of the credential, which all nodes share")
        .tag("credential", name.wireName())
        .tag("condition", condition.name().toLowerCase(Locale.ROOT))
        .register(meters);
  }

  private void gauge(
      MeterRegistry meters,
      CredentialName name,
      String meter,
      String description,
      ToDoubleFunction<TokenStatus> value) {
    Gauge.builder(meter, this, all -> all.number(name, value))
        .description(description)
        .tag("credential", name.wireName())
        .register(meters);
  }

  /** Not a number while the database does not answer. */
  private double number(CredentialName name, ToDoubleFunction<TokenStatus> of) {
    TokenStatus status = status(name);
    return status == null ? Double.NaN : of.applyAsDouble(status);
  }

  private synchronized @Nullable TokenStatus status(CredentialName name) {
    if (!clock.instant().isBefore(readAgainAt)) {
      read.clear();
      readAgainAt = clock.instant().plus(KEPT);
      try {
        for (CredentialName each : CredentialName.values()) {
          read.put(each, broker.status(each));
        }
      } catch (DataAccessException | TransactionException away) {
        read.clear();
      }
    }
    return read.get(name);
  }
}
