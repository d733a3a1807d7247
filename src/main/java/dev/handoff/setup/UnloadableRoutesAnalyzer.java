package dev.handoff.setup;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.camel.spring.boot.CamelSpringBootInitializationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints what Camel has against a route file instead of a stack trace. */
final class UnloadableRoutesAnalyzer
    extends AbstractFailureAnalyzer<CamelSpringBootInitializationException> {

  @Override
  protected FailureAnalysis analyze(Throwable root, CamelSpringBootInitializationException cause) {
    return new FailureAnalysis(
        "The routes cannot be started:\n  " + String.join("\n  ", reasons(cause)),
        "Correct the route file named here; the file's text, its endpoints or the beans it refers"
            + " to do not fit.",
        cause);
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
