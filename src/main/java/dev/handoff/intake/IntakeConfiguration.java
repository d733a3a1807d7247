package dev.handoff.intake;

import dev.handoff.callback.CallbackWords;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

  @Bean
  CallbackWords callbackWords(
      Clock clock, @Value("${handoff.zobot.callback-soonest:5m}") Duration soonest) {
    return new CallbackWords(clock, soonest);
  }
}
