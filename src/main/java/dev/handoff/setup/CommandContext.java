package dev.handoff.setup;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The gateway's own beans and routes for one command: they can call Zoho and read the database, but
 * take no work and serve nobody (a free port on the loopback address only).
 */
final class CommandContext {

  private static final List<String> QUIET =
      List.of(
          "--server.port=0",
          "--server.address=127.0.0.1",
          "--db-scheduler.enabled=false",
          "--handoff.catch-up.every=0s",
          "--handoff.zoho.follow-environment=false",
          "--handoff.zoho.tokens.first-look=0s",
          "--logging.level.root=error",
          "--spring.jmx.enabled=false");

  private final Class<?> application;

  CommandContext(Class<?> application) {
    this.application = application;
  }

  /** The gateway's main class. */
  Class<?> application() {
    return application;
  }

  /**
   * Starts it; the caller closes it.
   *
   * @param options settings as for the gateway itself, such as {@code --handoff.config=DIR}; of two
   *     with the same name the later one counts, since Spring would join them
   * @throws RuntimeException as the gateway's own start does
   */
  ConfigurableApplicationContext start(List<String> options) {
    Map<String, String> all = new LinkedHashMap<>();
    Stream.concat(options.stream(), QUIET.stream())
        .forEach(option -> all.put(option.split("=", 2)[0], option));
    return new SpringApplicationBuilder(application)
        .registerShutdownHook(false)
        .run(all.values().toArray(String[]::new));
  }
}
