package dev.handoff.sandbox;

import java.net.URI;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Says once, when the gateway is ready, how to try it, and connects the simulated operator to it.
 *
 * <p>Keys that the user has set are not shown.
 */
@Component
@Profile(SandboxEnvironment.PROFILE)
final class SandboxBanner {

  static final String SENTENCE = "Sandbox: no real Zoho is touched";

  private static final Logger log = LoggerFactory.getLogger(SandboxBanner.class);
  private static final String YOURS = "<your own>";

  private final Environment environment;
  private final SimulatedZoho zoho;

  SandboxBanner(Environment environment, SimulatedZoho zoho) {
    this.environment = environment;
    this.zoho = zoho;
  }

  @EventListener(ApplicationReadyEvent.class)
  void show() {
    zoho.postEventsTo(URI.create(gateway() + "/webhook/salesiq/events"));
    zoho.deskAgent().postEventsTo(URI.create(gateway() + "/api/zoho/webhook"), secret());
    log.info("{}", text());
  }

  /** The user's own, where there is one. */
  private Map<String, String> secret() {
    String secrets = environment.getProperty("ZOHO_WEBHOOK_SECRET", "").strip();
    return secrets.isEmpty()
        ? Map.of()
        : Map.of("X-Zoho-Webhook-Secret", secrets.split(",", 2)[0].strip());
  }

  String text() {
    String gateway = gateway();
    String key = shown("HANDOFF_API_KEYS", SandboxEnvironment.API_KEY);
    return """
        %s

          Gateway   %s   (what Zoho holds: %s/sandbox)
          API key   %s
          Botpress  %s/botpress/%s
          Ops login %s / %s
          Zoho      %s  %s  %s
          Clients   %s / %s (ordinary)  %s / %s (organisation), to rehearse the set-up with

          curl -s %s/api/chat/handoff \\
            -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' \\
            -d '{"sessionId":"demo-1","handoffReason":"talk to a human","userName":"Ana Roy","userEmail":"ana@example.test"}'
        """
        .formatted(
            SENTENCE,
            gateway,
            gateway,
            key,
            gateway,
            shown("BOTPRESS_KEYS", SandboxEnvironment.BOTPRESS_KEY),
            shown("HANDOFF_OPS_USER", SandboxEnvironment.OPS_USER),
            shown("HANDOFF_OPS_PASSWORD", SandboxEnvironment.OPS_PASSWORD),
            zoho.accountsUrl(),
            zoho.deskUrl(),
            zoho.salesiqUrl(),
            zoho.settings().ordinary().clientId(),
            zoho.settings().ordinary().clientSecret(),
            zoho.settings().organisation().clientId(),
            zoho.settings().organisation().clientSecret(),
            gateway,
            key);
  }

  private String gateway() {
    return "http://localhost:"
        + environment.getProperty(
            "local.server.port", environment.getProperty("server.port", "8080"));
  }

  private String shown(String name, String sandboxValue) {
    return sandboxValue.equals(environment.getProperty(name)) ? sandboxValue : YOURS;
  }
}
