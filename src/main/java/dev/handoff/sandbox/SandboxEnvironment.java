package dev.handoff.sandbox;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/**
 * Starts the simulated Zoho before any bean is made, when the profile {@code sandbox} is active,
 * and points the gateway to it.
 *
 * <p>What names Zoho, the credentials included, wins over everything, so that no real Zoho is
 * called and no real secret is sent. The gateway's own keys are given way to whatever the user has
 * set.
 */
final class SandboxEnvironment implements EnvironmentPostProcessor, Ordered {

  static final String PROFILE = "sandbox";
  static final String API_KEY = "sandbox-api-key";
  static final String OPS_USER = "ops";
  static final String BOTPRESS_KEY = "sandbox-botpress-key";
  static final String OPS_PASSWORD = "sandbox";

  private static final String SOURCE = "simulatedZoho";
  private static final String ANSWERS = "simulatedAnswers";
  private static final String PORT = "handoff.sandbox.zoho-port";

  /**
   * Runs after the configuration files were read, since they may activate the profile, and after
   * they were checked, so that a start that fails leaves no Zoho behind.
   */
  @Override
  public int getOrder() {
    return ConfigDataEnvironmentPostProcessor.ORDER + 2;
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (!environment.acceptsProfiles(Profiles.of(PROFILE))
        || environment.getPropertySources().contains(SOURCE)) {
      return;
    }
    int port = environment.getProperty(PORT, Integer.class, 0);
    SimulatedZoho zoho = SimulatedZoho.start(Settings.defaults().withPort(port));
    environment.getPropertySources().addFirst(new ZohoSource(zoho));
    environment.getPropertySources().addLast(new MapPropertySource("sandboxDefaults", defaults()));
    environment.getPropertySources().addLast(new AnswersSource(SimulatedAnswers.start(0)));
  }

  /** The simulated Zoho that this environment points to. */
  static SimulatedZoho zohoOf(ConfigurableEnvironment environment) {
    if (environment.getPropertySources().get(SOURCE) instanceof ZohoSource source) {
      return source.zoho;
    }
    throw new IllegalStateException(
        "The profile sandbox was activated after the environment was made; activate it with"
            + " spring.profiles.active");
  }

  /** The simulated answer service that this environment points to. */
  static SimulatedAnswers answersOf(ConfigurableEnvironment environment) {
    if (environment.getPropertySources().get(ANSWERS) instanceof AnswersSource source) {
      return source.answers;
    }
    throw new IllegalStateException("The environment was made without the profile sandbox");
  }

  private static Map<String, Object> defaults() {
    return Map.of(
        "handoff.widget.origins",
        "*",
        "handoff.widget.demo",
        "true",
        "HANDOFF_API_KEYS",
        API_KEY,
        "HANDOFF_OPS_USER",
        OPS_USER,
        "HANDOFF_OPS_PASSWORD",
        OPS_PASSWORD,
        "HANDOFF_ENCRYPTION_KEY",
        "c2FuZGJveC1vbmx5LWtleS1ndWFyZHMtbm90aGluZyE=",
        "ZOHO_WEBHOOK_SECRET",
        "sandbox-webhook-secret",
        "BOTPRESS_KEYS",
        BOTPRESS_KEY);
  }

  private static final class AnswersSource extends MapPropertySource {

    private final SimulatedAnswers answers;

    private AnswersSource(SimulatedAnswers answers) {
      super(ANSWERS, Map.of("HANDOFF_ANSWER_SERVICE_URL", answers.url()));
      this.answers = answers;
    }
  }

  private static final class ZohoSource extends MapPropertySource {

    private final SimulatedZoho zoho;

    private ZohoSource(SimulatedZoho zoho) {
      super(SOURCE, properties(zoho));
      this.zoho = zoho;
    }

    private static Map<String, Object> properties(SimulatedZoho zoho) {
      Settings settings = zoho.settings();
      return Map.ofEntries(
          Map.entry("ZOHO_ACCOUNTS_URL", zoho.accountsUrl()),
          Map.entry("ZOHO_DESK_API_URL", zoho.deskUrl()),
          Map.entry("ZOHO_SALESIQ_API_URL", zoho.salesiqUrl()),
          Map.entry("ZOHO_CLIENT_ID", settings.ordinary().clientId()),
          Map.entry("ZOHO_CLIENT_SECRET", settings.ordinary().clientSecret()),
          Map.entry("ZOHO_REFRESH_TOKEN", settings.ordinary().refreshToken()),
          Map.entry("ZOHO_SALESIQ_CLIENT_ID", settings.organisation().clientId()),
          Map.entry("ZOHO_SALESIQ_CLIENT_SECRET", settings.organisation().clientSecret()),
          Map.entry("ZOHO_SALESIQ_REFRESH_TOKEN", settings.organisation().refreshToken()),
          Map.entry("ZOHO_ORG_ID", settings.orgId()),
          Map.entry("ZOHO_DEPARTMENT_ID", settings.departmentId()),
          Map.entry("ZOHO_SALESIQ_SCREEN_NAME", settings.screenName()),
          Map.entry("ZOHO_SALESIQ_APP_ID", settings.appId()),
          Map.entry("ZOHO_SALESIQ_DEPARTMENT_ID", settings.salesiqDepartmentId()));
    }
  }
}
