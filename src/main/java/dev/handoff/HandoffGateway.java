package dev.handoff;

import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts the gateway. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class HandoffGateway {

  public static void main(String[] args) {
    SpringApplication.run(HandoffGateway.class, args);
  }

  /** The gateway's time, as fine as the databases keep it. */
  @Bean
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
  }
}
