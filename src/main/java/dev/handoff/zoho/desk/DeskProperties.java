package dev.handoff.zoho.desk;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What Desk tells the gateway, and whom it believes.
 *
 * @param webhookSecrets shared secrets of the reply webhook; any of them is right
 * @param webhookIds ids of the event subscriptions whose {@code X-ZDesk-JWT} is believed
 * @param ownAgents ids of Desk agents behind whom only the gateway stands: what they write is never
 *     told to a visitor
 * @param clockSkew by how much Desk's clock may differ where a JWT says until when it holds
 */
@ConfigurationProperties("handoff.desk")
public record DeskProperties(
    @DefaultValue List<String> webhookSecrets,
    @DefaultValue List<String> webhookIds,
    @DefaultValue List<String> ownAgents,
    @DefaultValue("60s") Duration clockSkew) {

  public DeskProperties {
    webhookSecrets = withoutBlanks(webhookSecrets);
    webhookIds = withoutBlanks(webhookIds);
    ownAgents = withoutBlanks(ownAgents);
    if (clockSkew.isNegative()) {
      throw new IllegalArgumentException(
          "handoff.desk.clock-skew: " + clockSkew + " (expected: 0s or more)");
    }
  }

  private static List<String> withoutBlanks(List<String> list) {
    return list.stream().map(String::strip).filter(entry -> !entry.isEmpty()).toList();
  }

  @Override
  public String toString() {
    return "DeskProperties[...]";
  }
}
