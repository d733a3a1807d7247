package dev.handoff.setup;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Lets {@code --handoff.config=DIR} (or {@code HANDOFF_CONFIG}) name a folder of configuration
 * files anywhere. What stands there wins over {@code ./config}; what it leaves out is still taken
 * from {@code ./config}, where there is one.
 */
final class ConfigFolder implements EnvironmentPostProcessor, Ordered {

  private static final String NAME = "handoff.config";
  private static final String ADDITIONAL = "spring.config.additional-location";

  /** Runs before the configuration files are looked for. */
  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER - 1;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    String given = environment.getProperty(NAME, environment.getProperty("HANDOFF_CONFIG", ""));
    if (given.isBlank()) {
      return;
    }
    Path folder = folder(given.strip());
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UnusableConfigurationException(
          List.of(
              new Problem(
                  NAME,
                  folder == null ? "'" + given + "'" : folder + " is not a folder",
                  "a folder that holds application.yaml",
                  "Correct the path, or leave it out to read ./config.")));
    }
    String own = environment.getProperty(ADDITIONAL);
    String all = (own == null ? "" : own + ",") + "file:" + folder + "/";
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("handoffConfigFolder", Map.of(ADDITIONAL, all)));
  }

  private static @Nullable Path folder(String given) {
    try {
      return Path.of(given).toAbsolutePath().normalize();
    } catch (InvalidPathException notAPath) {
      return null;
    }
  }
}
