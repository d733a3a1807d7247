package dev.handoff.zoho.accounts;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.handoff.zoho.CredentialName;
import dev.handoff.zoho.ZohoPlaces;
import dev.handoff.zoho.ZohoProperties;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class AccountsConfiguration {

  @Bean
  TokenStore tokenStore(
      JdbcClient db, Clock clock, @Value("${handoff.encryption-keys}") List<String> keys) {
    return new TokenStore(db, new TokenCipher(keys), clock);
  }

  @Bean
  ZohoPlaces zohoPlaces(ZohoProperties zoho) {
    return ZohoPlaces.of(zoho);
  }

  @Bean
  TokenBroker tokenBroker(
      TokenStore store, Accounts accounts, ZohoProperties zoho, ObjectMapper json, Clock clock) {
    store.seed(
        CredentialName.ORDINARY, seed(zoho.ordinary()), token(zoho.ordinary().refreshToken()));
    store.seed(
        CredentialName.ORGANISATION,
        seed(zoho.organisation()),
        token(zoho.organisation().refreshToken()));
    return new TokenBroker(store, accounts, zoho, json, clock, new SecureRandom());
  }

  private static @Nullable String token(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** Changes whenever the environment's credential changes; tells nothing of it. */
  private static String seed(ZohoProperties.Credential credential) {
    String all =
        String.join(
            "\n",
            Arrays.asList(
                String.valueOf(credential.clientId()),
                String.valueOf(credential.clientSecret()),
                String.valueOf(credential.refreshToken())));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}
