package dev.handoff.sandbox;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.ConfigurableEnvironment;

/** The beans of the profile {@code sandbox}; the simulated Zoho ends with the application. */
@Configuration(proxyBeanMethods = false)
@Profile(SandboxEnvironment.PROFILE)
class SandboxConfiguration {

  @Bean(destroyMethod = "close")
  SimulatedZoho simulatedZoho(ConfigurableEnvironment environment) {
    return SandboxEnvironment.zohoOf(environment);
  }

  @Bean(destroyMethod = "close")
  SimulatedAnswers simulatedAnswers(ConfigurableEnvironment environment) {
    return SandboxEnvironment.answersOf(environment);
  }
}
