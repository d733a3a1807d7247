package dev.handoff.setup;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Prints where a configuration file stops being YAML, without the line itself: it may be a secret.
 */
final class UnreadableYamlAnalyzer extends AbstractFailureAnalyzer<MarkedYAMLException> {

  @Override
  protected FailureAnalysis analyze(Throwable root, MarkedYAMLException cause) {
    String where =
        cause.getProblemMark() == null
            ? ""
            : ", line "
                + (cause.getProblemMark().getLine() + 1)
                + ", column "
                + (cause.getProblemMark().getColumn() + 1);
    return new FailureAnalysis(
        "A YAML file of the configuration (application.yaml, application-<profile>.yaml) cannot be"
            + " read"
            + where
            + ": "
            + cause.getProblem(),
        "Look there for wrong indentation, a tab, or a text that needs quotes because it holds ': '"
            + " or ' #' or begins with one of @ ` % & * ! | > { [.",
        cause);
  }
}
