package dev.handoff.setup;

import dev.handoff.handoff.DatabaseFault;
import dev.handoff.setup.doctor.DatabaseCheck;
import dev.handoff.setup.doctor.Finding;
import dev.handoff.setup.doctor.Finding.Level;
import java.sql.SQLException;
import java.util.List;
import org.apache.camel.spring.boot.CamelSpringBootInitializationException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says why the gateway could not start; no stack trace and no value of a setting. */
final class StartFault {

  private static final String START = "start";

  private StartFault() {}

  /**
   * @param environment the settings of that start; null when they could not be read
   */
  static List<Finding> of(Throwable failure, @Nullable ConfigurableEnvironment environment) {
    UnusableConfigurationException settings = find(UnusableConfigurationException.class, failure);
    if (settings != null) {
      return SettingsCheck.findings(settings.problems(), List.of());
    }
    MarkedYAMLException yaml = find(MarkedYAMLException.class, failure);
    if (yaml != null) {
      return failed(
          SettingsCheck.NAME, UnreadableYamlAnalyzer.where(yaml), UnreadableYamlAnalyzer.REMEDY);
    }
    CamelSpringBootInitializationException routes =
        find(CamelSpringBootInitializationException.class, failure);
    if (routes != null) {
      return routes(routes, environment);
    }
    if (find(SQLException.class, failure) != null) {
      return List.of(DatabaseCheck.finding(DatabaseFault.of(failure)));
    }
    return failed(
        START,
        "the gateway does not start (" + innermost(failure).getClass().getSimpleName() + ")",
        "Start it and read its log.");
  }

  /** As {@code validate} words it; where it finds nothing, what Camel itself has against them. */
  private static List<Finding> routes(
      CamelSpringBootInitializationException failure,
      @Nullable ConfigurableEnvironment environment) {
    List<dev.handoff.setup.routes.Finding> found =
        environment == null ? List.of() : UnloadableRoutesAnalyzer.findings(environment);
    if (found.isEmpty()) {
      return failed(
          RoutesCheck.NAME,
          "cannot be started: " + String.join("; ", UnloadableRoutesAnalyzer.reasons(failure)),
          "Correct the route file, its endpoints or the beans it refers to.");
    }
    return found.stream()
        .map(
            one ->
                new Finding(
                    RoutesCheck.NAME,
                    Level.FAILED,
                    one.file() + (one.line() == 0 ? ": " : ":" + one.line() + ": ") + one.what(),
                    one.near() == null
                        ? one.remedy()
                        : "Did you mean '" + one.near() + "'? " + one.remedy()))
        .toList();
  }

  private static List<Finding> failed(String check, String what, String remedy) {
    return List.of(new Finding(check, Level.FAILED, what, remedy));
  }

  private static Throwable innermost(Throwable failure) {
    Throwable last = failure;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return last;
  }

  private static <T extends Throwable> @Nullable T find(Class<T> type, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
