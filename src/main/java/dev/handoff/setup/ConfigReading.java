package dev.handoff.setup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.DefaultBootstrapContext;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * The configuration as the gateway would see it at its start, read and checked without starting
 * anything.
 *
 * @param problems what {@link ConfigurationCheck} has against it
 * @param warnings what it would only warn of
 */
record ConfigReading(
    ConfigurableEnvironment environment, List<Problem> problems, List<String> warnings) {

  /**
   * Reads application.yaml and its profiles from that folder, and the environment.
   *
   * @throws RuntimeException when a file cannot be read as configuration
   */
  static ConfigReading of(Path config, Path routes) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "command",
                Map.of("handoff.config", config.toString(), RouteFiles.NAME, routes.toString())));
    SpringApplication none = new SpringApplication();
    try {
      new ConfigFolder().postProcessEnvironment(environment, none);
      ConfigDataEnvironmentPostProcessor.applyTo(
          environment, new DefaultResourceLoader(), new DefaultBootstrapContext());
      ConfigurationPropertySources.attach(environment);
      new ConfigurationCheck(Supplier::get).postProcessEnvironment(environment, none);
      return new ConfigReading(environment, List.of(), warnings(environment));
    } catch (UnusableConfigurationException unusable) {
      return new ConfigReading(environment, unusable.problems(), warnings(environment));
    }
  }

  /** Knows the process's environment only. */
  static ConfigReading ofNothing() {
    return new ConfigReading(new StandardEnvironment(), List.of(), List.of());
  }

  private static List<String> warnings(ConfigurableEnvironment environment) {
    List<String> warnings = new ArrayList<>();
    ConfigurationCheck.problems(environment, warnings::add);
    return List.copyOf(warnings);
  }

  /** Where a setting stands in a file; null when it stands in none. */
  @Nullable TextResourceOrigin origin(String name) {
    String property = new Given(environment).propertyOf(name);
    for (PropertySource<?> source : environment.getPropertySources()) {
      for (String key : List.of(name, property)) {
        Origin origin = OriginLookup.getOrigin(source, key);
        if (origin instanceof TextResourceOrigin text && text.getLocation() != null) {
          return text;
        }
      }
    }
    return null;
  }
}
