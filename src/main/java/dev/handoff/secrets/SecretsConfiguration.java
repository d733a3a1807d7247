package dev.handoff.secrets;

import dev.handoff.polling.Polling;
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
  Polling secretsPolling(Secrets secrets, @Value("${handoff.tables.polling:1s}") Duration every) {
    return new Polling("secrets", secrets::look, every);
  }
}
