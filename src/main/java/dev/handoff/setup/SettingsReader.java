package dev.handoff.setup;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Reads and judges the settings as a start would, and stops there: nothing is made, connected or
 * bound. {@link ConfigurationCheck} hands its judgement over instead of refusing.
 */
final class SettingsReader extends SpringApplication {

  /**
   * The settings, and what is wrong with them.
   *
   * @param environment null when they could not be read to their end
   */
  record Reading(
      @Nullable ConfigurableEnvironment environment,
      List<Problem> problems,
      List<String> warnings) {}

  private @Nullable Reading reading;

  private SettingsReader(Class<?> application) {
    super(application);
    setWebApplicationType(WebApplicationType.NONE);
    setRegisterShutdownHook(false);
  }

  /**
   * Reads them.
   *
   * @throws RuntimeException when a file cannot be read
   */
  static Reading read(Class<?> application, List<String> options) {
    SettingsReader reader = new SettingsReader(application);
    try {
      reader.run(options.toArray(String[]::new)).close();
    } catch (UnusableConfigurationException noFolder) {
      return new Reading(null, noFolder.problems(), List.of());
    } catch (AbandonedRunException done) {
      if (reader.reading != null) {
        return reader.reading;
      }
    }
    throw new IllegalStateException("the settings were not judged");
  }

  /** What is thrown to stop here. */
  RuntimeException take(
      ConfigurableEnvironment environment, List<Problem> problems, List<String> warnings) {
    reading = new Reading(environment, List.copyOf(problems), List.copyOf(warnings));
    return new AbandonedRunException();
  }
}
