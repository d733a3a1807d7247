package dev.handoff.setup;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints what is wrong with the configuration instead of a stack trace. */
final class UnusableConfigurationAnalyzer
    extends AbstractFailureAnalyzer<UnusableConfigurationException> {

  static final String ACTION =
      "Settings are read from the command line (--NAME=value), the environment (NAME=value) and"
          + " config/application.yaml (NAME: value), in this order; config/application.yaml explains"
          + " each.\nWhat belongs to Zoho can be picked on a page instead (/setup): start it with"
          + " --spring.profiles.active=setup.\nTo try the gateway without any, start it with"
          + " --spring.profiles.active=sandbox.";

  @Override
  protected FailureAnalysis analyze(Throwable root, UnusableConfigurationException cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), ACTION, cause);
  }
}
