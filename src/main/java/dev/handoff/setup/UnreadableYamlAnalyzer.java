package dev.handoff.setup;

import dev.handoff.setup.routes.YamlFiles;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Prints where a configuration file stops being YAML, without the line itself: it may be a secret.
 */
final class UnreadableYamlAnalyzer extends AbstractFailureAnalyzer<MarkedYAMLException> {

  static final String REMEDY =
      "Look there for wrong indentation, a tab, or a text that needs quotes because it holds ': '"
          + " or ' #' or begins with one of @ ` % & * ! | > { [.";

  @Override
  protected FailureAnalysis analyze(Throwable root, MarkedYAMLException cause) {
    return new FailureAnalysis(where(cause), REMEDY, cause);
  }

  /** Where it stops being YAML, and why. */
  static String where(MarkedYAMLException cause) {
    String where =
        cause.getProblemMark() == null
            ? ""
            : ", line "
                + (cause.getProblemMark().getLine() + 1)
                + ", column "
                + (cause.getProblemMark().getColumn() + 1);
    return "A YAML file of the configuration (application.yaml, application-<profile>.yaml) cannot"
        + " be read"
        + where
        + ": "
        + YamlFiles.problem(cause);
  }
}
