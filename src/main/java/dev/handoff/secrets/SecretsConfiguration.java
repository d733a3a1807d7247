package dev.handoff.secrets;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class SecretsConfiguration {

  @Bean
  Secrets secrets(Environment settings) {
    return new Secrets(settings);
  }

  /** As often as tables are looked at. */
  @Bean
  SecretsPolling secretsPolling(
      Secrets secrets, @Value("${handoff.tables.polling:1s}") Duration every) {
    return new SecretsPolling(secrets, every);
  }
}
