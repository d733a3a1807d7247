package dev.handoff.setup.wizard;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says at the start where to go next. */
@Component
@Profile("setup")
final class Invitation {

  private static final Logger log = LoggerFactory.getLogger(Invitation.class);

  private final Environment environment;

  Invitation(Environment environment) {
    this.environment = environment;
  }

  @EventListener(ApplicationReadyEvent.class)
  void show() {
    log.info(
        "Connect the gateway to Zoho at http://localhost:{}/setup",
        environment.getProperty("local.server.port"));
  }
}
