package dev.handoff.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.logging.Log;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/**
 * Looks at the whole configuration before anything is made, connected or bound, and stops the start
 * with one list of all that is missing, wrong or contradictory. Touches no network.
 *
 * <p>In profile {@code sandbox} nothing is required, and nothing about Zoho is looked at; what is
 * set still has to be readable. In profile {@code setup} what names Zoho may be missing: it is
 * chosen at {@code /setup}.
 */
final class ConfigurationCheck implements EnvironmentPostProcessor, Ordered {

  private static final String SANDBOX = "sandbox";
  private static final String SETUP = "setup";
  private static final String INCLUDED_ROUTES = "camel.main.routes-include-pattern";

  private final Log log;

  ConfigurationCheck(DeferredLogFactory logs) {
    this.log = logs.getLog(ConfigurationCheck.class);
  }

  /** Runs when the files are read, and before the sandbox starts its simulated Zoho. */
  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER + 1;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    boolean sandbox = environment.acceptsProfiles(Profiles.of(SANDBOX));
    Given given = new Given(environment);
    SecretFiles.read(given);
    Map<String, Object> blanks = given.defaultsOfBlanks();
    if (!blanks.isEmpty()) {
      environment.getPropertySources().addFirst(new MapPropertySource("handoffBlanks", blanks));
    }
    database(given);
    routes(given);
    List<String> warnings = new ArrayList<>();
    judge(given, sandbox, warnings::add);
    List<Problem> problems = given.problems();
    if (application instanceof SettingsReader reader) {
      throw reader.take(environment, problems, warnings);
    }
    warnings.forEach(log::warn);
    if (!problems.isEmpty()) {
      throw new UnusableConfigurationException(problems);
    }
  }

  /**
   * What is wrong with the settings of a gateway that runs; the files of routes are not looked at.
   */
  static List<Problem> problems(ConfigurableEnvironment environment, Consumer<String> warn) {
    Given given = new Given(environment);
    judge(given, environment.acceptsProfiles(Profiles.of(SANDBOX)), warn);
    return given.problems();
  }

  private static void judge(Given given, boolean sandbox, Consumer<String> warn) {
    if (!sandbox) {
      new ZohoCheck(given, !given.environment().acceptsProfiles(Profiles.of(SETUP))).check();
    }
    new OwnCheck(given, sandbox).check(warn);
    new RecordCheck(given).check();
    new TableCheck(given).check(warn);
    new UnknownKeys(given, RecordCheck.records()).check(warn);
  }

  private static void database(Given given) {
    String url = given.value("SPRING_DATASOURCE_URL");
    if (url != null && H2Address.isH2(url)) {
      given
          .environment()
          .getPropertySources()
          .addFirst(
              new MapPropertySource(
                  "handoffH2", Map.of("spring.datasource.url", new H2Address(url).completed())));
    }
  }

  /** Hands Camel the list of files, unless the user has given it a pattern of his own. */
  private static void routes(Given given) {
    if (given.has(INCLUDED_ROUTES)) {
      return;
    }
    String folder = given.value(RouteFiles.NAME);
    RouteFiles files = RouteFiles.in(folder == null ? "./routes" : folder);
    given.problems().addAll(files.problems());
    given
        .environment()
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "handoffRouteFiles", Map.of(INCLUDED_ROUTES, files.includePattern())));
  }
}
