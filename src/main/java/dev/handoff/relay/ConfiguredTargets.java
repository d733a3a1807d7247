package dev.handoff.relay;

import dev.handoff.handoff.PlatformTargets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The platforms whose addresses are set; the operator of the gateway sets them, nobody else. */
@Component
final class ConfiguredTargets implements PlatformTargets {

  private final BotEventsProperties settings;

  ConfiguredTargets(BotEventsProperties settings) {
    this.settings = settings;
  }

  @Override
  public boolean isTold(String target) {
    return address(target) != null;
  }

  /** The address of a platform, or its base; null when it is not set. */
  @Nullable String address(String target) {
    return switch (target) {
      case BOT -> settings.callbackUrl();
      case BOTPRESS -> settings.botpressUrl();
      default -> null;
    };
  }
}
