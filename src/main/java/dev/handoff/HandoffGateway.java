package dev.handoff;

import dev.handoff.setup.Commands;
import java.util.OptionalInt;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the gateway, or runs one command and ends ({@link Commands}). */
@SpringBootApplication
@ConfigurationPropertiesScan
public class HandoffGateway {

  public static void main(String[] args) {
    OptionalInt ended = Commands.run(HandoffGateway.class, args);
    if (ended.isPresent()) {
      System.exit(ended.getAsInt());
    }
    SpringApplication.run(HandoffGateway.class, args);
  }
}
