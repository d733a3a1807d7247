package dev.handoff.setup.doctor;

import dev.handoff.relay.BotEventsProperties;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a bot platform can be reached where events go. Sends it nothing. */
final class BotCallbackCheck implements Check {

  static final String CALLBACK = "bot callback";
  static final String BOTPRESS = "Botpress webhook";

  private final String name;
  private final String setting;
  private final @Nullable String url;
  private final InstantSource clock;

  private BotCallbackCheck(String name, String setting, @Nullable String url, InstantSource clock) {
    this.name = name;
    this.setting = setting;
    this.url = url;
    this.clock = clock;
  }

  static BotCallbackCheck callback(BotEventsProperties settings, InstantSource clock) {
    return new BotCallbackCheck(CALLBACK, "BOT_CALLBACK_URL", settings.callbackUrl(), clock);
  }

  static BotCallbackCheck botpress(BotEventsProperties settings, InstantSource clock) {
    return new BotCallbackCheck(BOTPRESS, "BOTPRESS_WEBHOOK_URL", settings.botpressUrl(), clock);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Finding> look() {
    return url == null
        ? List.of(Finding.ok(name, setting + " is not set: no events are sent there"))
        : new Reach(name, setting, clock).look(URI.create(url));
  }
}
