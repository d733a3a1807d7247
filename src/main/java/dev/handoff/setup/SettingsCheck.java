package dev.handoff.setup;

import dev.handoff.secrets.SecretFile;
import dev.handoff.secrets.SecretList;
import dev.handoff.secrets.Secrets;
import dev.handoff.setup.doctor.Check;
import dev.handoff.setup.doctor.Finding;
import dev.handoff.setup.doctor.Finding.Level;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/** The doctor's look at the settings: what the start would refuse, and what it warns of. */
@Component
@Order(10)
final class SettingsCheck implements Check {

  static final String NAME = "configuration";

  private final ConfigurableEnvironment environment;
  private final Secrets secrets;

  SettingsCheck(ConfigurableEnvironment environment, Secrets secrets) {
    this.environment = environment;
    this.secrets = secrets;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> look() {
    List<String> warnings = new ArrayList<>();
    List<Problem> problems = ConfigurationCheck.problems(environment, warnings::add);
    asInForce(warnings);
    return findings(problems, warnings);
  }

  /** The environment knows what stood in the files of secrets at the start. */
  private void asInForce(List<String> warnings) {
    secrets
        .warnings()
        .forEach(
            (name, now) -> {
              warnings.removeAll(SecretList.guessable(name, environment.getProperty(name, "")));
              warnings.addAll(now);
            });
    secrets
        .refused()
        .forEach(
            (name, why) ->
                warnings.add(name + SecretFile.ENDING + ": " + why + "; the one in force stays"));
  }

  /** One line for each problem and each warning, or one that all is well. */
  static List<Finding> findings(List<Problem> problems, List<String> warnings) {
    List<Finding> all = new ArrayList<>();
    problems.forEach(problem -> all.add(failed(problem)));
    warnings.forEach(
        warning ->
            all.add(
                new Finding(
                    NAME, Level.WARNING, warning, "See the setting in config/application.yaml.")));
    if (all.isEmpty()) {
      all.add(new Finding(NAME, Level.OK, "every setting can be used", null));
    }
    return all;
  }

  private static Finding failed(Problem problem) {
    return new Finding(
        NAME,
        Level.FAILED,
        problem.name() + ": " + problem.found() + " (expected: " + problem.expected() + ")",
        problem.remedy());
  }
}
