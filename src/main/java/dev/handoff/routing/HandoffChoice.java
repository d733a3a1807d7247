package dev.handoff.routing;

import dev.handoff.handoff.Channel;
import dev.handoff.handoff.Handoff;
import dev.handoff.handoff.HandoffKind;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;

/**
 * Which kind of handoff serves the visitor best when the caller leaves it open: a call when phone
 * and time are known, a chat where a visitor can be reached live, else a ticket.
 */
@Component
public final class HandoffChoice {

  /**
   * @param liveChannels channels on which an operator can talk back to the visitor
   */
  @ConfigurationProperties("handoff.routing")
  public record Rules(@DefaultValue({"salesiq", "hitl", "web", "api"}) Set<Channel> liveChannels) {}

  private final Rules rules;

  public HandoffChoice(Rules rules) {
    this.rules = rules;
  }

  /** The kind asked for, else the best one. */
  public HandoffKind choose(Handoff handoff) {
    if (handoff.askedKind() != null) {
      return handoff.askedKind();
    }
    if (handoff.request().callback() != null) {
      return HandoffKind.CALLBACK;
    }
    return rules.liveChannels().contains(handoff.key().channel())
        ? HandoffKind.CHAT
        : HandoffKind.TICKET;
  }
}
