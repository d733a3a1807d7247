package dev.handoff.webchat;

import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Tokens for which a browser gets new stream tokens. They live long and never stand in an address,
 * as stream tokens do.
 */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

  private static final String AUDIENCE = "handoff-renewal";

  @Bean
  StreamTokens renewalTokens(
      @Value("${handoff.encryption-keys}") List<String> base64Keys,
      Clock clock,
      WidgetProperties settings) {
    return new SignedStreamTokens(base64Keys, clock, AUDIENCE, settings.sessionLife());
  }
}
