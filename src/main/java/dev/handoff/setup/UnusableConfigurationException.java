package dev.handoff.setup;

import java.util.List;
import java.util.stream.Collectors;

/** The gateway cannot start as it is configured; names everything that is wrong, at once. */
final class UnusableConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  UnusableConfigurationException(List<Problem> problems) {
    super(
        (problems.size() == 1
                ? "The configuration has a problem:"
                : "The configuration has " + problems.size() + " problems:")
            + problems.stream().map(problem -> "\n  - " + problem).collect(Collectors.joining()));
    this.problems = List.copyOf(problems);
  }

  List<Problem> problems() {
    return problems;
  }
}
