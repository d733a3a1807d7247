package dev.handoff.setup;

import dev.handoff.setup.routes.Finding;
import dev.handoff.setup.routes.RouteValidator;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.spring.boot.CamelSpringBootInitializationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Prints what is wrong with the route files, as {@code validate} would, instead of a stack trace;
 * where it finds nothing, what Camel itself has against them.
 */
final class UnloadableRoutesAnalyzer
    extends AbstractFailureAnalyzer<CamelSpringBootInitializationException> {

  private final ConfigurableEnvironment environment;

  UnloadableRoutesAnalyzer(Environment environment) {
    this.environment = (ConfigurableEnvironment) environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable root, CamelSpringBootInitializationException cause) {
    List<String> found = findings(environment).stream().map(Finding::toString).toList();
    Collection<String> all = found.isEmpty() ? reasons(cause) : found;
    return new FailureAnalysis(
        "The routes cannot be started:\n  " + String.join("\n  ", all),
        "Correct the route file named here; the file's text, its endpoints or the beans it refers"
            + " to do not fit. The command 'validate' tells the same without a start.",
        cause);
  }

  /** The errors that {@code validate} finds in the files. */
  static List<Finding> findings(ConfigurableEnvironment environment) {
    String folder = environment.getProperty(RouteFiles.NAME, "./routes");
    return new RouteValidator(environment, true)
        .check(Path.of(folder), RouteFiles.in(folder).files()).stream()
            .filter(Finding::isError)
            .toList();
  }

  /** What each cause adds; most only repeat the next one. */
  static Set<String> reasons(Throwable failure) {
    Set<String> reasons = new LinkedHashSet<>();
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage()).strip();
      String next = cause.getCause() == null ? null : cause.getCause().getMessage();
      if (next == null || !message.contains(next.strip())) {
        reasons.add(message);
      }
    }
    return reasons;
  }
}
