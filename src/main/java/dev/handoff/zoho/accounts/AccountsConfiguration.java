package dev.handoff.zoho.accounts;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.polling.Polling;
import dev.handoff.secrets.Secrets;
import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoProperties;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class AccountsConfiguration {

  @Bean
  TokenCipher tokenCipher(@Value("${handoff.encryption-keys}") List<String> keys) {
    return new TokenCipher(keys);
  }

  @Bean
  StoredSecrets storedSecrets(JdbcClient db, TokenCipher cipher) {
    return new StoredSecrets(db, cipher);
  }

  /** Seeded, and all under the first key, before anybody reads it. */
  @Bean
  TokenStore tokenStore(
      JdbcClient db, Clock clock, TokenCipher cipher, ZohoProperties zoho, StoredSecrets secrets) {
    TokenStore store = new TokenStore(db, cipher, clock);
    seed(store, zoho);
    if (zoho.followEnvironment()) {
      secrets.renew();
    }
    return store;
  }

  private static void seed(TokenStore store, ZohoProperties zoho) {
    seed(store, CredentialName.ORDINARY, zoho.ordinary(), zoho.followEnvironment());
    seed(store, CredentialName.ORGANISATION, zoho.organisation(), zoho.followEnvironment());
  }

  /** A rotated secret is no other credential; whatever else changes makes another one. */
  static void seed(
      TokenStore store, CredentialName name, ZohoProperties.Credential said, boolean follow) {
    String token = text(said.refreshToken());
    String client = Seeds.ofClient(text(said.clientId()));
    String seed = client + Seeds.ofToken(token);
    if (!follow) {
      store.seedOnce(name, seed, token.isEmpty() ? null : token);
    } else if (token.isEmpty()) {
      store.seedNothing(name, seed, client);
    } else {
      store.seed(name, seed, token);
    }
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }

  @Bean
  LiveEnvironment zohoEnvironment(ZohoProperties zoho) {
    return new LiveEnvironment(zoho);
  }

  @Bean
  ZohoSecretFiles zohoSecretFiles(
      Secrets secrets,
      LiveEnvironment environment,
      TokenStore store,
      ChosenSettings chosen,
      LivePlaces places,
      FirstTokens first) {
    return new ZohoSecretFiles(
        secrets,
        environment,
        () -> {
          ZohoProperties zoho = environment.get();
          seed(store, zoho);
          if (zoho.followEnvironment()) {
            chosen.followEnvironment();
          }
          places.reload();
          first.begin();
        });
  }

  @Bean
  FirstTokens firstTokens(
      TokenBroker broker, TokenStore store, LivePlaces places, ZohoProperties zoho, Clock clock) {
    return new FirstTokens(broker, store, places, zoho.tokens(), clock);
  }

  @Bean
  Polling firstTokensPolling(FirstTokens first) {
    return first.polling();
  }

  @Bean
  ChosenSettings chosenSettings(
      JdbcClient db,
      Clock clock,
      TokenCipher cipher,
      ZohoProperties zoho,
      LiveEnvironment environment) {
    ChosenSettings chosen = new ChosenSettings(db, cipher, environment, clock);
    if (zoho.followEnvironment()) {
      chosen.followEnvironment();
    }
    return chosen;
  }

  @Bean
  LivePlaces zohoPlaces(ChosenSettings chosen, TokenStore tokens, LiveEnvironment environment) {
    return new LivePlaces(chosen, tokens, environment);
  }

  @Bean
  TokenBroker tokenBroker(
      TokenStore store,
      Accounts accounts,
      LivePlaces places,
      ZohoProperties zoho,
      ObjectMapper json,
      Clock clock) {
    return new TokenBroker(store, accounts, places, zoho, json, clock, new SecureRandom());
  }
}
